/** How many are named. */
const NAMED = 10;

/** Places in a file: how many, and the first of them. */
export class Positions {
  count = 0;
  readonly first: number[] = [];

  add(position: number): void {
    this.count += 1;
    if (this.first.length < NAMED) {
      this.first.push(position);
    }
  }
}
