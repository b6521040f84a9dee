import { Failure } from '../failure';
import { CircularDependency } from './dependencies';

/** A value, or why there is none. */
export type Attempt<T> = { readonly value: T } | { readonly failure: Failure };

/** Computes what may fail for a reason that one part of the template has. What is wrong with the whole of it, or with the program, is thrown. */
export function attempt<T>(compute: () => T): Attempt<T> {
  try {
    return { value: compute() };
  } catch (error) {
    if (error instanceof Failure && !(error instanceof CircularDependency)) return { failure: error };
    throw error;
  }
}
