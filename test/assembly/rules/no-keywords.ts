import { CSHARP, CSHARP_OBJECT, GO, JAVA, JAVA_OBJECT, PYTHON, PYTHON_OBJECT } from './keywords';
import type { NameInLanguage } from './names-in-languages';
import { namesInLanguages } from './names-in-languages';
import type { Rule } from './rule';

const KEYWORDS: Record<NameInLanguage['language'], ReadonlySet<string>> = { 'Python': PYTHON, 'Java': JAVA, 'Go': GO, 'C#': CSHARP };

/**
 * jsii changes a name that a language does not take (`default_`, `defaultValue`, `@default`): users then find another one than the documentation says,
 * or code that does not compile.
 */
export const noKeywords: Rule = (assembly) => namesInLanguages(assembly).flatMap((name) => {
  const trouble = troubleWith(name);
  return trouble ? [{ where: name.where, what: `is ${name.name} in ${name.language}, ${trouble}`, fix: 'choose another name' }] : [];
});

function troubleWith({ language, kind, name, typeName }: NameInLanguage): string | undefined {
  if (KEYWORDS[language].has(name)) {
    return 'a keyword';
  }
  if (language === 'Java' && (kind === 'member' || kind === 'builder') && JAVA_OBJECT.has(name)) {
    return 'a method of every object';
  }
  if (language === 'C#' && kind === 'member' && CSHARP_OBJECT.has(name)) {
    return 'a method of every object';
  }
  if (language === 'C#' && kind === 'member' && name === typeName) {
    return 'the name of its own type, which C# keeps for the constructor';
  }
  if (language === 'Python' && kind === 'parameter' && PYTHON_OBJECT.has(name)) {
    return 'the object itself';
  }
  return undefined;
}
