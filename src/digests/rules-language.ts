/**
 * Tells French from English by counting their commonest words: enough to mark a quote, and silent when unsure. Words
 * that both languages use (on, an, plus, or, me) are in neither list.
 */
import type { Language } from "../platform/texts/language.ts";

const COMMON: Record<Language, ReadonlySet<string>> = {
  en: new Set(
    "the and of to in is for with that this it are was were be been by at from we our not have has had will would can could should there which who what when they them their its if but all one two until still after before into out up now more than also no yes need needs done next week month".split(
      " ",
    ),
  ),
  fr: new Set(
    "le la les de des du et est un une pour avec que qui dans sur par pas nous notre nos au aux ce cette ces il elle ils sont été sera être avons ont fait mais si depuis jusqu encore aussi très tout tous ne se sa son ses leur leurs sans sous chez entre après avant dès fin semaine mois rien à où".split(
      " ",
    ),
  ),
};

const FEWEST = 2;

/** Null when there is too little to tell. */
export function languageOfText(text: string): Language | null {
  const prose = text.replaceAll(/```[\s\S]*?```|`[^`\n]*`|(?<!\S)\S*?:\/\/\S*/g, " ").toLowerCase();
  const words = prose.match(/\p{L}+/gu) ?? [];
  const english = words.filter((word) => COMMON.en.has(word)).length;
  const french = words.filter((word) => COMMON.fr.has(word)).length;
  if (english >= FEWEST && english > 2 * french) return "en";
  return french >= FEWEST && french > 2 * english ? "fr" : null;
}
