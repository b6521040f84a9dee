/** The section of CHANGELOG.md that holds what is in no release yet. It is there always, and empty after a release. */
const UNRELEASED = '## Unreleased';

/** What the next release brings, in the words of those who made it. */
export function unreleased(changelog: string): string {
  const [, ...lines] = changelog.slice(at(changelog)).split('\n');
  const end = lines.findIndex((line) => line.startsWith('## '));
  const section = (end < 0 ? lines : lines.slice(0, end)).join('\n').trim();
  if (section === '') {
    throw new Error(`CHANGELOG.md: nothing stands under "${UNRELEASED}"; write there what users notice of this release, then release again`);
  }
  return section;
}

/** The changelog inside the packages of a release: its section has the name of the version. */
export function released(changelog: string, version: string, date: string): string {
  unreleased(changelog);
  return replaced(changelog, heading(version, date));
}

/** The changelog of the repository after a release: a new section stands above that of the version. */
export function reopened(changelog: string, version: string, date: string): string {
  unreleased(changelog);
  return replaced(changelog, `${UNRELEASED}\n\n${heading(version, date)}`);
}

/** The day on which the packages of a version were made, as they say it themselves. */
export function dateOf(changelogOfPackage: string, version: string): string {
  const [, date] = new RegExp(`^## ${version.replaceAll('.', '\\.')} \\((.*)\\)$`, 'm').exec(changelogOfPackage) ?? [];
  if (date === undefined) {
    throw new Error(`the changelog in the package of ${version} has no section "${heading(version, '<date>')}"`);
  }
  return date;
}

/**
 * @param last the version of the newest release; undefined before the first
 * @throws Error if its section still lacks its name: it would be released a second time
 */
export function requireReopened(changelog: string, last: string | undefined): void {
  if (last !== undefined && !changelog.includes(`\n## ${last} (`)) {
    throw new Error(`CHANGELOG.md has no section of ${last}, the last release: merge the pull request "renew API baseline and changelog after a release" first`);
  }
}

/** Takes `released` back. */
export function restored(changelog: string, version: string): string {
  return changelog.split('\n').map((line) => line.startsWith(`## ${version} (`) ? UNRELEASED : line).join('\n');
}

/** What GitHub shows of a release: the section of the changelog, then the merged pull requests as the version was computed from them. */
export function releaseNotes(changelog: string, pullRequests: string): string {
  // They come under a heading with the version, which is the title of the page.
  const list = pullRequests.trim().replace(/^#+ .*/, '').trim();
  return list === '' ? `${unreleased(changelog)}\n` : `${unreleased(changelog)}\n\n## Pull requests\n\n${list}\n`;
}

function heading(version: string, date: string): string {
  return `## ${version} (${date})`;
}

function replaced(changelog: string, by: string): string {
  const start = at(changelog);
  return changelog.slice(0, start) + by + changelog.slice(start + UNRELEASED.length);
}

function at(changelog: string): number {
  const start = `\n${changelog}`.indexOf(`\n${UNRELEASED}\n`);
  if (start < 0) {
    throw new Error(`CHANGELOG.md has no section "${UNRELEASED}"; add it above the newest version`);
  }
  return start;
}
