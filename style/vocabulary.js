// A small vocabulary of skills. A real page would request suggestions from its own service.
const SKILLS = [
  'Accessibility', 'Agile coaching', 'Algorithms', 'Arabic', 'Architecture', 'Bookbinding', 'Bread baking', 'Budgeting', 'C#', 'C++',
  'Calligraphy', 'Carpentry', 'Change management', 'Chess', 'Choir conducting', 'Cloud architecture', 'Conflict resolution',
  'Content design', 'Cryptography', 'CSS', 'Data analysis', 'Data visualization', 'Databases', 'Distributed systems', 'Event planning',
  'Facilitation', 'First aid', 'French', 'Functional programming', 'Gardening', 'Graphic design', 'Hiring', 'Incident response',
  'Interpreting', 'JavaScript', 'Kubernetes', 'Machine learning', 'Mentoring', 'Negotiation', 'Performance tuning', 'Photography',
  'Piano', 'Pottery', 'Procurement', 'Product strategy', 'Project management', 'Public speaking', 'Python', 'Research', 'Risk management',
  'Rust', 'Sailing', 'Sign language', 'SQL', 'Storytelling', 'Teaching', 'Technical writing', 'Threat modeling', 'TypeScript',
  'Usability testing', 'Watercolor painting', 'WebAssembly', 'Woodwind repair', 'Écriture créative', '日本語', 'العربية',
];

/** Returns the text in lower case and without accents, for searching. */
const plain = (text) => text.normalize('NFKD').replace(/\p{Mn}/gu, '').toLowerCase();

/** Returns the skills with a word that starts with the text. Those that start with the text come first. */
export async function suggest(text) {
  const typed = plain(text.trim());
  const begins = SKILLS.filter((skill) => plain(skill).startsWith(typed));
  const has = SKILLS.filter((skill) => !begins.includes(skill) && plain(skill).includes(` ${typed}`));
  return [...begins, ...has];
}
