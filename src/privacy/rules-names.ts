/**
 * Whether a text names somebody, however it is written there: in small letters or capitals, with more blanks, without its
 * accents, the last name first. One for what people are shown of themselves and for what is erased. Pure.
 */

/** `slackId` left out: mentions are not looked for. */
export interface Called {
  name: string;
  handle: string;
  slackId?: string;
}

/** From where to where in the text. `isSure`: by a whole name of several words, `@handle`, a mention or a capital. */
export interface Occurrence {
  at: number;
  end: number;
  isSure: boolean;
}

export interface Matcher {
  find(text: string): Occurrence[];
  /** Each text that names them has one of these, its ASCII letters made small; null: nothing of the kind is known. */
  marks: readonly string[] | null;
}

const WORD = /[\p{L}\p{N}]+/gu;
/** No letter stands before, and none behind. */
const [BEFORE, BEHIND] = [String.raw`(?<![\p{L}\p{N}])`, String.raw`(?![\p{L}\p{N}])`];
/** Between the words of a name: blanks, a comma, a dot, a hyphen. */
const APART = String.raw`[^\p{L}\p{N}]{1,3}`;
/** Written without blanks between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const SHORTEST = 2;

export function matcherOf({ name, handle, slackId }: Called): Matcher {
  // What stands in brackets is a role or a company.
  const called = name.replaceAll(/\([^)]*\)/g, " ");
  const words = wordsOf(called);
  const [first = "", ...others] = words;
  const last = others.at(-1);
  const isLong = words.join("").length >= SHORTEST;
  const spelled = last === undefined ? [] : [words, [first, last], [last, first]].map((each) => each.join(APART));
  const { text: flatHandle } = folded(handle);
  const [word, plainHandle] = [RegExp.escape(first), RegExp.escape(flatHandle)];
  const id = slackId === undefined ? null : RegExp.escape(slackId.toLowerCase());
  const bound = UNSPACED.test(called) ? (each: string) => each : (each: string) => `${BEFORE}(?:${each})${BEHIND}`;
  const sure = [
    ...(id === null ? [] : [`<@${id}(?:\\|[^>]*)?>`, `${BEFORE}${id}${BEHIND}`]),
    ...(handle.length >= SHORTEST ? [`@${plainHandle}${BEHIND}`] : []),
    ...(isLong ? spelled.map(bound) : []),
  ];
  const maybe = [
    ...(last === undefined && isLong ? [bound(word)] : []),
    ...(handle.length >= SHORTEST ? [`${BEFORE}${plainHandle}${BEHIND}`] : []),
  ];
  const groups = [
    ...(sure.length > 0 ? [`(?<sure>${sure.join("|")})`] : []),
    ...(maybe.length > 0 ? [`(?:${maybe.join("|")})`] : []),
  ];
  const pattern = groups.length > 0 ? new RegExp(groups.join("|"), "gu") : null;
  return {
    find: (text) => (pattern === null ? [] : found(text, pattern)),
    marks: marksOf({ ends: isLong ? [first, last].flatMap((each) => each ?? []) : null, called, handle, slackId }),
  };
}

function found(text: string, pattern: RegExp): Occurrence[] {
  const { text: flat, at } = folded(text);
  return [...flat.matchAll(pattern)].map((match) => {
    const [from, to] = [match.index, match.index + match[0].length];
    const [start, end] = at === null ? [from, to] : [at[from] ?? 0, at[to] ?? text.length];
    const isCapital = /\p{Lu}/u.test(text.slice(start, start + 1));
    return { at: start, end, isSure: match.groups?.sure !== undefined || isCapital };
  });
}

/** `ends`: the words without which it is not the name. */
function marksOf({
  ends,
  called,
  handle,
  slackId,
}: {
  ends: readonly string[] | null;
  called: string;
  handle: string;
  slackId: string | undefined;
}): string[] | null {
  const typed = called.normalize("NFC").match(WORD) ?? [];
  const inName = typed
    .filter((word) => ends?.includes(wordsOf(word)[0] ?? ""))
    .flatMap((word) => word.match(/[a-z0-9]+/gi) ?? []);
  const all = [
    ...(ends === null ? [] : [inName]),
    ...(handle.length >= SHORTEST ? [handle.normalize("NFC").match(/[\w.-]+/g) ?? []] : []),
    ...(slackId === undefined ? [] : [[slackId]]),
  ].map((runs) => runs.toSorted((a, b) => b.length - a.length)[0]?.toLowerCase());
  const marks = all.filter((mark) => mark !== undefined);
  return marks.length === all.length ? [...new Set(marks)] : null;
}

/** The words of a text as they are compared: small, without accents. */
export function wordsOf(text: string): string[] {
  return folded(text).text.match(WORD) ?? [];
}

/** `at`: of each letter where it stood, and the end; null: where it stands. */
function folded(text: string): { text: string; at: readonly number[] | null } {
  if (/^\p{ASCII}*$/u.test(text)) return { text: text.toLowerCase(), at: null };
  const at: number[] = [];
  let flat = "";
  let from = 0;
  for (const letter of text) {
    const plain = plainOf(letter);
    for (let index = 0; index < plain.length; index += 1) at.push(from);
    flat += plain;
    from += letter.length;
  }
  return { text: flat, at: [...at, text.length] };
}

/** What Unicode does not take apart. */
const PLAIN: { readonly [letter: string]: string } = { ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ı: "i" };
const known = new Map<string, string>();

function plainOf(letter: string): string {
  const before = known.get(letter);
  if (before !== undefined) return before;
  const bare = letter.normalize("NFKD").replaceAll(/\p{M}/gu, "").toUpperCase().toLowerCase();
  const plain = PLAIN[bare] ?? bare;
  known.set(letter, plain);
  return plain;
}
