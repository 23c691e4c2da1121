//! The form's labels in all languages, because a form loads only the catalog of its own.

/// The labels of each language, separated by bars: the language's tag, the fields that are visible
/// by default, the levels, and the audiences.
///
/// `cargo test --test host several_import` compares them with the catalogs in `src/i18n/locales`
/// and prints the correct lines.
pub const LABELS: [&str; 14] = [
    "ar|اسم المهارة|مستوى الإتقان|الفئات|ارتباط|من يمكنه رؤية هذه المهارة|أساسي|عملي محدود|مهني عام|مهني متقدم|خبير|أنا فقط|عائلتي|جهات اتصالي|أعضاء مجموعاتي|مؤسستي|المؤسسات الموحدة|الجميع",
    "de|Name der Fähigkeit|Kompetenzniveau|Kategorien|Link|Wer diese Fähigkeit sehen kann|Grundkenntnisse|Einfache Praxiskenntnisse|Allgemeine Fachkenntnisse|Fortgeschrittene Fachkenntnisse|Expertenwissen|Nur ich|Meine Familie|Meine Kontakte|Mitglieder meiner Gruppen|Meine Organisation|Verbundorganisationen|Alle",
    "en|Skill name|Proficiency level|Categories|Link|Who can see this skill|Elementary|Limited working|General professional|Advanced professional|Expert|Only me|My family|My contacts|Members of my groups|My organization|Federated organizations|Everyone",
    "es|Nombre de la aptitud|Nivel de dominio|Categorías|Vínculo|Quién puede ver esta aptitud|Elemental|Dominio práctico limitado|Dominio profesional general|Dominio profesional avanzado|Dominio experto|Solo yo|Mi familia|Mis contactos|Miembros de mis grupos|Mi organización|Organizaciones federadas|Todos",
    "fr|Nom de la compétence|Niveau de maîtrise|Catégories|Lien|Qui peut voir cette compétence|Élémentaire|Pratique limitée|Pratique professionnelle courante|Pratique professionnelle avancée|Expertise|Moi uniquement|Ma famille|Mes contacts|Membres de mes groupes|Mon organisation|Organisations fédérées|Tout le monde",
    "he|שם המיומנות|רמת שליטה|קטגוריות|קישור|מי יכול לראות מיומנות זו|בסיסית|מעשית מוגבלת|מקצועית כללית|מקצועית מתקדמת|מומחיות|רק אני|המשפחה שלי|אנשי הקשר שלי|חברים בקבוצות שלי|הארגון שלי|ארגונים מאוחדים|כולם",
    "hi|कौशल का नाम|प्रवीणता का स्तर|श्रेणियाँ|लिंक|यह कौशल कौन देख सकता है|प्रारंभिक|सीमित कार्यसाधक ज्ञान|सामान्य पेशेवर स्तर|उन्नत पेशेवर स्तर|विशेषज्ञ|केवल मैं|मेरा परिवार|मेरे संपर्क|मेरे समूहों के सदस्य|मेरा संगठन|फ़ेडरेटेड संगठन|सभी",
    "it|Nome competenza|Livello di padronanza|Categorie|Collegamento|Chi può vedere questa competenza|Elementare|Conoscenza pratica limitata|Conoscenza professionale generale|Conoscenza professionale avanzata|Livello esperto|Solo io|La mia famiglia|I miei contatti|Membri dei miei gruppi|La mia organizzazione|Organizzazioni federate|Tutti",
    "ja|スキル名|習熟度|カテゴリ|リンク|公開範囲|初級|限定的な実務レベル|一般的な実務レベル|高度な実務レベル|エキスパート|自分のみ|自分の家族|自分の連絡先|自分のグループのメンバー|自分の組織|フェデレーション組織|全員",
    "ko|기술 이름|숙련도|범주|링크|공개 범위|초급|제한적 실무 수준|일반 실무 수준|고급 실무 수준|전문가|나만|내 가족|내 연락처|내 그룹의 구성원|내 조직|페더레이션된 조직|모든 사람",
    "nl|Naam van vaardigheid|Vaardigheidsniveau|Categorieën|Link|Wie deze vaardigheid kan zien|Basiskennis|Beperkte praktijkkennis|Algemene vakkennis|Gevorderde vakkennis|Expert|Alleen ik|Mijn familie|Mijn contactpersonen|Leden van mijn groepen|Mijn organisatie|Federatieve organisaties|Iedereen",
    "pl|Nazwa umiejętności|Poziom biegłości|Kategorie|Link|Kto może zobaczyć tę umiejętność|Poziom podstawowy|Ograniczona praktyka|Ogólny poziom zawodowy|Zaawansowany poziom zawodowy|Poziom ekspercki|Tylko ja|Moja rodzina|Moje kontakty|Członkowie moich grup|Moja organizacja|Organizacje sfederowane|Wszyscy",
    "pt-BR|Nome da habilidade|Nível de proficiência|Categorias|Link|Quem pode ver esta habilidade|Elementar|Proficiência prática limitada|Proficiência profissional geral|Proficiência profissional avançada|Especialista|Somente eu|Minha família|Meus contatos|Membros dos meus grupos|Minha organização|Organizações federadas|Todos",
    "zh-Hans|技能名称|熟练程度|类别|链接|可见范围|初级|基础工作水平|一般专业水平|高级专业水平|专家|仅自己|我的家人|我的联系人|我所在组的成员|我的组织|联合组织|所有人",
];
