/** Different names for all columns: of equal ones the second is called `count_1`, unless a column has that name itself. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set(names);
  const given = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let number = 1; given.has(unique); number += 1) {
      const next = `${name}_${number}`;
      unique = taken.has(next) ? unique : next;
    }
    taken.add(unique);
    given.add(unique);
    return unique;
  });
}
