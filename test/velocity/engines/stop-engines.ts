import tearDown from '../../support/global-teardown';

export default async function stopEngines(): Promise<void> {
  await (globalThis as any).stopEngines();
  tearDown();
}
