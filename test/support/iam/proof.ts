import { told } from './need';
import type { Need } from './need';
import { permissionsOf, withoutPermission } from './permission';
import type { Principal } from './principal';

/** What is needed and not allowed. */
export async function missing(principal: Principal, needs: readonly Need[]): Promise<string[]> {
  const denied = await filter(needs, async (need) => await principal.can(need.action, need.resource, need.context) !== 'Allowed');
  return denied.map((need) => `missing: ${told(need)} (${need.source})`);
}

/** What is allowed on something that is only named alike. @param all what is needed in all: some of it may be named alike */
export async function tooWide(principal: Principal, needs: readonly Need[], all: readonly Need[] = needs): Promise<string[]> {
  const needed = new Set(all.map(told));
  const others = new Map(needs.flatMap(({ siblings }) => siblings).map((sibling) => [told(sibling), sibling]));
  const allowed = await filter([...others.values()].filter((other) => !needed.has(told(other))),
    async ({ action, resource, context }) => await principal.can(action, resource, context) === 'Allowed');
  return allowed.map((other) => `too wide: ${told(other)}`);
}

/** What could be taken out of the policies without anything that is needed being denied. An action with a wildcard is never what is needed. */
export async function unneeded(principal: Principal, needs: readonly Need[]): Promise<string[]> {
  const idle = await filter(permissionsOf(principal.policies), async (permission) => {
    const concerned = needs.filter(({ action }) => permission.actions.includes(action));
    return (await missing(principal.with(withoutPermission(principal.policies, permission)), concerned)).length === 0;
  });
  return idle.map(({ what, where }) => `unneeded: ${what} in ${where}`);
}

/** All three; nothing if the policies are exactly what is needed. */
export async function faults(principal: Principal, needs: readonly Need[]): Promise<string[]> {
  return [...await missing(principal, needs), ...await tooWide(principal, needs), ...await unneeded(principal, needs)];
}

async function filter<T>(values: readonly T[], holds: (value: T) => Promise<boolean>): Promise<T[]> {
  const kept = await Promise.all(values.map(holds));
  return values.filter((_value, n) => kept[n]);
}
