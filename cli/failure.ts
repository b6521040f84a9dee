/** A mistake of the user or of the machine that has a clear answer: the command prints this one line and ends with an exit code above 0. */
export class Failure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Failure';
  }
}
