/** What many of a kind are called. */
import { languageOf, plural, type Reader } from "../platform/texts/language.ts";

type Nouns = readonly [one: string, several: string];

/** “14 check-ins”. */
export function countedNouns(nouns: { en: Nouns; fr: Nouns }): (reader: Reader, count: number) => string {
  return (reader, count) => {
    const language = languageOf(reader.locale);
    return `${count} ${plural(language, count, ...nouns[language])}`;
  };
}
