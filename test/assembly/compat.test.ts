import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { readBaseline, writeBaseline } from '../../projenrc/api-baseline';
import { compareApis } from '../../projenrc/api-comparison';

const ROOT = path.resolve(__dirname, '../..');
const NAME = 'cdk-serverless-data-pipeline';

type Api = Record<string, { properties: { name: string; optional?: boolean; type: object }[]; members: { name: string }[] }>;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'api-baseline-'));
  writeBaseline(ROOT, folder);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The API that users had, as another than that of today. */
function had(change: (api: Api) => void, version = '1.2.0'): void {
  const api = readBaseline(folder);
  change(Object.fromEntries(Object.values(api.types!).map((type) => [type.name, type])) as unknown as Api);
  writeFileSync(path.join(folder, 'api.json'), JSON.stringify({ ...api, version }));
}

function accept(...lines: string[]): void {
  writeFileSync(path.join(folder, 'accepted-breaks'), `# meant\n${lines.join('\n')}\n`);
}

function withPump({ TrackApi }: Api): void {
  TrackApi.properties.push({ name: 'pump', type: { primitive: 'string' } });
}

describe('compared with what users had', () => {
  test('the same API breaks nothing', () => {
    expect(compareApis(folder, ROOT)).toEqual({ breaks: [], advice: '' });
  });

  test('what is gone, newly required or of another type breaks it, and what is new and optional does not', () => {
    had((api) => {
      api.QueryOptions.properties = api.QueryOptions.properties.filter(({ name }) => name !== 'scanLimit');
      withPump(api);
      api.TrackApiProps.properties = api.TrackApiProps.properties.filter(({ name }) => name !== 'deliveryStream');
      api.AnalyticsQueries.properties.find(({ name }) => name === 'tableName')!.type = { primitive: 'number' };
      api.BatchMode.members.push({ name: 'PUMPED' });
    });

    const { breaks, advice } = compareApis(folder, ROOT);

    expect(breaks).toEqual([
      expect.stringMatching(`^err .*\\[changed-type:${NAME}.AnalyticsQueries.tableName\\]`),
      expect.stringMatching(`^err .*\\[removed:${NAME}.TrackApi.pump\\]`),
      expect.stringMatching(`^err .*newly required property 'deliveryStream'.*\\[strengthened:${NAME}.TrackApiProps\\]`),
      expect.stringMatching(`^err .*\\[removed:${NAME}.BatchMode.PUMPED\\]`),
    ]);
    expect(advice).toContain('users of 1.2.0');
    expect(advice).toContain('api-baseline/accepted-breaks');
    expect(advice).toContain('CHANGELOG.md');
    expect(advice).toContain('npx projen api:baseline');
  });

  test('before the first release the advice is to renew the baseline', () => {
    had(withPump, '0.0.0');

    expect(compareApis(folder, ROOT).advice).toContain('there is no release yet, so renew the baseline');
  });
});

describe('accepted breaks', () => {
  beforeEach(() => {
    had(withPump);
  });

  test('one with a reason passes, and is still shown', () => {
    accept(`removed:${NAME}.TrackApi.pump # nobody had one`);

    const { breaks, advice } = compareApis(folder, ROOT);

    expect(breaks).toEqual([expect.stringMatching(/^skip .*TrackApi\.pump/)]);
    expect(advice).toBe('');
  });

  test('one without a reason, and one that breaks nothing, do not pass', () => {
    accept(`removed:${NAME}.TrackApi.pump`, `removed:${NAME}.TrackApi.valve # nor one of these`);

    expect(compareApis(folder, ROOT).advice.split('\n')).toEqual([
      `accepted-breaks gives no reason for removed:${NAME}.TrackApi.pump: write it behind a #.`,
      `accepted-breaks lists removed:${NAME}.TrackApi.valve, which breaks nothing: take the line away.`,
    ]);
  });
});

describe('the baseline', () => {
  test('of a release is not replaced by an API of none', () => {
    had(withPump);

    expect(() => writeBaseline(ROOT, folder)).toThrow('the baseline is the API of 1.2.0');
  });

  test('forgets what was accepted when it is renewed', () => {
    accept('removed:x # y');
    writeBaseline(ROOT, folder);

    const lines = readFileSync(path.join(folder, 'accepted-breaks'), 'utf-8').trim().split('\n');
    expect(lines.filter((line) => !line.startsWith('#'))).toEqual([]);
  });

  test('changes with the API only: it has no texts and no places', () => {
    const text = readFileSync(path.join(folder, 'api.json'), 'utf-8');

    expect(text).not.toMatch(/"(?:summary|remarks|readme|locationInModule|symbolId|fingerprint)"/);
  });
});
