// Checks that the `rust-version` of each workspace member is the highest of its own dependencies.
// Reads the metadata of the workspace from stdin:
// cargo metadata --format-version 1 | node scripts/rust-version.mjs
import { readFileSync } from 'node:fs';

const metadata = JSON.parse(readFileSync(0, 'utf8'));
const packages = new Map(metadata.packages.map((one) => [one.id, one]));
const dependencies = new Map(
  metadata.resolve.nodes.map(({ id, deps }) => [id, deps.map(({ pkg }) => pkg)]),
);

/** `1.88` and `1.88.0` as the same comparable number. */
function ordinal(version) {
  const [major, minor = 0, patch = 0] = version.split('.').map(Number);
  return (major * 1000 + minor) * 1000 + patch;
}

/** Returns all packages that `root` is built with, without `root` itself. */
function closure(root) {
  const found = new Set([root]);
  for (const id of found) for (const next of dependencies.get(id)) found.add(next);
  found.delete(root);
  return [...found].map((id) => packages.get(id));
}

for (const member of metadata.workspace_members.map((id) => packages.get(id))) {
  const declared = closure(member.id).filter((one) => one.rust_version);
  const highest = declared.reduce((a, b) =>
    ordinal(b.rust_version) > ordinal(a.rust_version) ? b : a,
  );
  const reason = `${highest.name} ${highest.version} needs ${highest.rust_version}`;
  const matches = ordinal(member.rust_version) === ordinal(highest.rust_version);
  if (!matches) process.exitCode = 1;
  const verdict = matches ? '' : ' is wrong';
  console.log(`${member.name}: rust-version ${member.rust_version}${verdict}; ${reason}`);
}
