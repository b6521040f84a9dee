import tearDown from '../../support/global-teardown';

export default async function stopJava(): Promise<void> {
  await (globalThis as any).stopJava();
  tearDown();
}
