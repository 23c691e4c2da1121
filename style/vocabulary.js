// A small vocabulary of skills: a real page asks its own service here.
const SKILLS = [
  'Accessibility', 'Agile coaching', 'Algorithms', 'Arabic', 'Architecture', 'Bookbinding', 'Bread baking', 'Budgeting', 'C#', 'C++',
  'Calligraphy', 'Carpentry', 'Change management', 'Chess', 'Choir conducting', 'Cloud architecture', 'Conflict resolution',
  'Content design', 'Cryptography', 'CSS', 'Data analysis', 'Data visualisation', 'Databases', 'Distributed systems', 'Event planning',
  'Facilitation', 'First aid', 'French', 'Functional programming', 'Gardening', 'Graphic design', 'Hiring', 'Incident response',
  'Interpreting', 'JavaScript', 'Kubernetes', 'Machine learning', 'Mentoring', 'Negotiation', 'Performance tuning', 'Photography',
  'Piano', 'Pottery', 'Procurement', 'Product strategy', 'Project management', 'Public speaking', 'Python', 'Research', 'Risk management',
  'Rust', 'Sailing', 'Sign language', 'SQL', 'Storytelling', 'Teaching', 'Technical writing', 'Threat modelling', 'TypeScript',
  'Usability testing', 'Watercolour', 'WebAssembly', 'Woodwind repair', 'Écriture créative', '日本語', 'العربية',
];

/** Letters without case and accents, as people search. */
const plain = (text) => text.normalize('NFKD').replace(/\p{Mn}/gu, '').toLowerCase();

/** The skills with a word that begins as the text does, those that begin with it first. */
export async function suggest(text) {
  const typed = plain(text.trim());
  const begins = SKILLS.filter((skill) => plain(skill).startsWith(typed));
  const has = SKILLS.filter((skill) => !begins.includes(skill) && plain(skill).includes(` ${typed}`));
  return [...begins, ...has];
}
