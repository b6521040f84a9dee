/** A point needs a larger body than the pipeline lets through, so it cannot be tried. */
export class OverBodyLimit extends Error {
  constructor(bytes: number, limit: number) {
    super(`needs a body of ${bytes} bytes, above --body-limit ${limit / 1024}`);
    this.name = 'OverBodyLimit';
  }
}
