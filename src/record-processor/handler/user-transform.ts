import { types } from 'util';
import { ANSWER_LIMIT } from './answers';
import { hidesContent } from './hidden-content';
import { RecordFailure } from './record-failure';
import { describeReturned, describeThrown } from './thrown-error';

/** What the user's function learns besides the event. */
export interface TransformContext {
  /** Of a packed record with the number of the event's line behind. */
  readonly recordId: string;
  /** Milliseconds since 1970. */
  readonly approximateArrivalTimestamp: number;
}

/** The user's module, as it was loaded. */
export interface UserTransform {
  transform(event: object, context: TransformContext): unknown;
  /** The path of a file of the user's, as a log may name it; nothing for any other path. */
  nameOf(file: string): string | undefined;
}

/** The JSON texts of the events that the user's function makes of one; none means that it skips the event. */
export async function applyTransform(user: UserTransform, event: object, context: TransformContext): Promise<string[]> {
  let result: unknown;
  try {
    result = await user.transform(event, context);
  } catch (thrown) {
    throw describeThrown('TransformFailed', thrown, user.nameOf);
  }
  if (result === undefined || result === null) {
    return [];
  }
  const texts: string[] = [];
  let length = 0;
  for (const item of Array.isArray(result) ? result : [result]) {
    const text = serialize(item, user);
    length += text.length;
    // Stops before a list without end takes the memory that its neighbours need.
    if (length > ANSWER_LIMIT) {
      throw RecordFailure.of('AnswerTooLarge');
    }
    texts.push(text);
  }
  return texts;
}

function serialize(item: unknown, user: UserTransform): string {
  // A Buffer, and some errors, would write themselves as an object that is no event.
  if (typeof item !== 'object' || ArrayBuffer.isView(item) || types.isNativeError(item)) {
    throw describeReturned('NotAnEvent', item);
  }
  let text: string | undefined;
  try {
    text = JSON.stringify(item, (_name, value) => {
      if (hidesContent(value)) {
        throw value === item ? describeReturned('NotAnEvent', value) : describeReturned('HiddenContent', value);
      }
      return value;
    });
  } catch (thrown) {
    throw thrown instanceof RecordFailure ? thrown : describeThrown('NotSerializable', thrown, user.nameOf);
  }
  // Arrays, null, and objects that write themselves as something else.
  if (!text?.startsWith('{')) {
    throw describeReturned('NotAnEvent', item);
  }
  return text;
}
