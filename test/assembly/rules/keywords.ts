/** What no name may be in each language, by the language's own specification. */

/** https://docs.python.org/3/reference/lexical_analysis.html#keywords */
export const PYTHON = words(`
  False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not
  or pass raise return try while with yield`);

/** https://docs.oracle.com/javase/specs/jls/se17/html/jls-3.html#jls-3.9, with the literals. */
export const JAVA = words(`
  _ abstract assert boolean break byte case catch char class const continue default do double else enum extends false final finally float for goto if
  implements import instanceof int interface long native new null package private protected public return short static strictfp super switch
  synchronized this throw throws transient true try void volatile while`);

/** https://go.dev/ref/spec#Keywords */
export const GO = words(`
  break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch
  type var`);

/** https://learn.microsoft.com/dotnet/csharp/language-reference/keywords/ */
export const CSHARP = words(`
  abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false
  finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params private
  protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked
  unsafe ushort using virtual void volatile while`);

/** Every Java object has them: a member of the name overrides one, or does not compile. */
export const JAVA_OBJECT = words('clone equals finalize getClass hashCode notify notifyAll toString wait');

/** Every C# object has them. */
export const CSHARP_OBJECT = words('Equals Finalize GetHashCode GetType MemberwiseClone ReferenceEquals ToString');

/** What a method of Python calls its object, beside which jsii puts the parameters. */
export const PYTHON_OBJECT = words('self');

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
