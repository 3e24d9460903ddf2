/** Parses the line after `/drumbeat`, in either language. Pure. */
import { folded, foldedSingular } from "../platform/texts/folding.ts";
import { LANGUAGES, type Language } from "../platform/texts/language.ts";

/** A name of a command; `means`: the words that it implies. */
export type Name = string | { name: string; means: string };

export type OtherWords = Partial<Record<Language, readonly Name[]>>;

export interface SecondWords {
  /** Word for the command → what people type, French first. */
  words: Readonly<Record<string, readonly [string, ...string[]]>>;
  /** Accepts other words: a key, a title. */
  allowsOthers?: true;
  /** Accepts several, with small words between them. */
  areSeveral?: true;
}

export interface CommandNames {
  word: string;
  inFrench?: string;
  otherWords?: OtherWords;
  secondWords?: SecondWords;
}

export type ParsedCommandLine<Command> =
  | { is: "command"; command: Command; words: string[] }
  /** The second word is unknown. */
  | { is: "unknown-second"; command: Command; typed: string }
  | { is: "unknown"; typed: string; rest: string[] };

const MOST_WORDS = 4;
const SMALL_WORDS = new Set(
  ["a", "an", "and", "the", "of", "for", "de", "d", "des", "du", "en", "et", "la", "le", "les", "l", "pour"].map(
    folded,
  ),
);

interface Spelt<Command> {
  command: Command;
  language: Language;
  name: string;
  means: readonly string[];
}

/**
 * Finds the command with the longest matching name, and translates the words after it. The reader's language decides
 * about a shared name.
 */
export function parseCommandLine<Command extends CommandNames>(
  line: string,
  commands: readonly Command[],
  language: Language,
): ParsedCommandLine<Command> {
  const tokens = line.trim().split(/\s+/);
  const rank = ({ language: its }: Spelt<Command>) => (its === language ? 0 : 1);
  const names = commands.flatMap(namesOf).toSorted((one, other) => rank(one) - rank(other));
  for (let count = Math.min(MOST_WORDS, tokens.length); count > 0; count -= 1) {
    const typed = tokens.slice(0, count).join(" ");
    const rest = tokens.slice(count);
    // Punctuation belongs to what follows: « Le prix ».
    if (folded(tokens[count - 1] ?? "") === "") continue;
    const found =
      names.find((each) => folded(each.name) === folded(typed)) ??
      names.find((each) => foldedSingular(each.name) === foldedSingular(typed));
    if (found) return withSecondWords(found.command, [...found.means, ...rest]);
  }
  const [typed = "", ...rest] = tokens;
  return { is: "unknown", typed, rest };
}

/** Whether a name of the command begins with what was typed, or differs from it in one or two letters. */
export function isSpeltAlike(command: CommandNames, typed: string): boolean {
  const wanted = folded(typed);
  if (wanted.length < FEWEST_LETTERS) return false;
  const most = wanted.length > 5 ? 2 : 1;
  return namesOf(command).some((each) => {
    const name = folded(each.name);
    if (name.startsWith(wanted)) return true;
    return Math.abs(name.length - wanted.length) <= most && distanceOf(name, wanted) <= most;
  });
}

const FEWEST_LETTERS = 3;

/** How many letters to insert, leave out or replace: the distance of Levenshtein. */
function distanceOf(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (const [row, letter] of [...one].entries()) {
    const current = [row + 1];
    for (const [column, theirs] of [...other].entries()) {
      const replaced = (above[column] ?? 0) + (letter === theirs ? 0 : 1);
      const inserted = (current[column] ?? 0) + 1;
      const leftOut = (above[column + 1] ?? 0) + 1;
      current.push(Math.min(replaced, inserted, leftOut));
    }
    above = current;
  }
  return above[other.length] ?? 0;
}

function namesOf<Command extends CommandNames>(command: Command): Spelt<Command>[] {
  const own = { command, means: [] };
  const others = LANGUAGES.flatMap((language) =>
    (command.otherWords?.[language] ?? []).map((name): Spelt<Command> => {
      if (typeof name === "string") return { ...own, language, name };
      const means = name.means.split(" ").filter((word) => word !== "");
      return { command, language, name: name.name, means };
    }),
  );
  return [
    { ...own, language: "en", name: command.word },
    ...(command.inFrench === undefined ? [] : [{ ...own, language: "fr" as const, name: command.inFrench }]),
    ...others,
  ];
}

function withSecondWords<Command extends CommandNames>(command: Command, words: string[]): ParsedCommandLine<Command> {
  const { secondWords } = command;
  if (!secondWords || words.length === 0) return { is: "command", command, words };
  const meant: string[] = [];
  let rest = words;
  while (rest.length > 0) {
    const found = secondWordAt(rest, secondWords);
    if (found) {
      meant.push(found.word);
      rest = rest.slice(found.count);
    } else if (secondWords.areSeveral && SMALL_WORDS.has(folded(rest[0] ?? ""))) rest = rest.slice(1);
    else if (secondWords.allowsOthers) break;
    else return { is: "unknown-second", command, typed: rest[0] ?? "" };
    if (!secondWords.areSeveral) break;
  }
  return { is: "command", command, words: [...meant, ...rest] };
}

function secondWordAt(tokens: readonly string[], { words }: SecondWords): { word: string; count: number } | null {
  for (let count = Math.min(MOST_WORDS, tokens.length); count > 0; count -= 1) {
    const typed = foldedSingular(tokens.slice(0, count).join(" "));
    for (const [word, others] of Object.entries(words))
      if ([word, ...others].some((each) => foldedSingular(each) === typed)) return { word, count };
  }
  return null;
}

/** The word of a command in the reader's help. */
export function ownWord(command: CommandNames, language: Language): string {
  return language === "fr" ? (command.inFrench ?? command.word) : command.word;
}

/** The words that may follow, in the reader's language. */
export function ownSecondWords({ words }: SecondWords, language: Language): string[] {
  return Object.entries(words).map(([word, [french]]) => (language === "fr" ? french : word));
}
