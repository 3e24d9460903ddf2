/**
 * Tells French from English by their commonest words: enough to mark a quote, and silent when unsure. Words that both use
 * (on, an, plus, or, me) are in neither list; those that a neighbour of theirs uses too (Spanish la and de, German in and
 * was) count only beside one that none of these uses, so that no third language is taken for one of the two.
 */
import { remembered } from "../remembered.ts";
import { type Language, languageOf, type Reader } from "./language.ts";

interface Words {
  /** Of the two languages and their neighbours only in this one. */
  own: ReadonlySet<string>;
  /** In German, Dutch, Spanish, Italian or Portuguese as well. */
  shared: ReadonlySet<string>;
}

const WORDS: Record<Language, Words> = {
  en: {
    own: wordsIn(
      "the and to for with that this it are be been by at from our not have has would can could should there which who what when they them their its but all two until still after before into out up now than also yes you your nothing need needs needed done next month ready as us you'll january february march july october monday tuesday wednesday thursday friday three four five seven eight nine first only each every some any other others same new get gets got keep may might must does did since during because instead while between both through without above below day days weeks months more many much here how why today tomorrow yesterday just",
    ),
    shared: wordsIn("of in is was were we had will if one no more week"),
  },
  fr: {
    own: wordsIn(
      "des du et est une pour avec dans sur nous notre nos au aux ce cette ces elle ils été sera être avons ont fait mais depuis jusqu encore aussi très tout tous leur leurs sans sous chez avant après dès fin semaine mois jour jours rien où vous votre nouveau nouvelle prévu prévue janvier février mars avril mai juin juillet août septembre octobre novembre décembre les à sa ses l d qu deux trois quatre cinq huit même trop demain lundi mardi mercredi jeudi vendredi toujours déjà lors selon quand comme ça chaque autre autres puis aucun aucune peut faut",
    ),
    shared: wordsIn("le la de un que qui par pas il sont si ne se son entre"),
  },
};
const OTHERS = wordsIn(
  "der die das und ist nicht ein eine einen dem mit für auf von zu im auch sich wird sind wir haben noch nach bei aus dass oder el los las en del por con para una fue más como pero sus lo di che è per non della nel alla gli questo più anche ha dei sono os do da dos das em um uma não com são mais foi ao het een van met voor op zijn wordt te dat aan ook bij nog maar naar niet bitte sie ihr über bis den beim zum zur vom werden wurde kann muss diese está hay muy tiene favor abbiamo questa delle della graag deze wij",
);
/** How each spells what the others do not: parked, which; terminé, livrées, tableaux. A capital may begin a name. */
const SPELT: Record<Language, RegExp> = {
  en: /^(?:\p{Ll}{3,}ed|wh\p{Ll}+)$/u,
  fr: /^\p{Ll}{3,}(?:é|ée|és|ées|aux|eux|euse|ement)$|^\p{Ll}+[çœ]/u,
};

/** In which lists a word is, so that it is looked up once. */
interface Places extends Record<Language, { own: boolean; shared: boolean }> {
  others: boolean;
}
const PLACES = new Map(
  [WORDS.en.own, WORDS.en.shared, WORDS.fr.own, WORDS.fr.shared, OTHERS]
    .flatMap((list) => [...list])
    .map((word) => [word, placesOf(word)]),
);
const NOWHERE = placesOf("");

const FEWEST = 2;

/** Null when there is too little to tell, and where it may be a third language. */
export const languageOfText = remembered((text): Language | null => {
  const { english, french, others } = countsIn(text);
  const isClear = (one: typeof english, other: typeof english) =>
    one.own > 0 && one.all >= FEWEST && one.all > 2 * other.all && one.own + one.all > 2 * others;
  if (isClear(english, french)) return "en";
  return isClear(french, english) ? "fr" : null;
});

/**
 * The mark of a quote whose reader has another language; null where it has theirs and where nothing tells. A sentence
 * that has too few words of its own is in the language of `form`: all that its author wrote with it.
 */
export function languageMark(reader: Pick<Reader, "locale">, text: string, form: readonly string[]): Language | null {
  if (!/\p{L}/u.test(text)) return null;
  const language = languageOfText(text) ?? (isInAnother(text) ? null : languageOfText(form.join("\n")));
  return language === languageOf(reader.locale) ? null : language;
}

/** As it stands after a quote’s author, or nothing: "[fr]". */
export function markShown(mark: Language | null): string[] {
  return mark === null ? [] : [`[${mark}]`];
}

function countsIn(text: string) {
  const english = { own: 0, all: 0 };
  const french = { own: 0, all: 0 };
  let others = 0;
  for (const typed of wordsOf(text)) {
    const places = PLACES.get(typed.toLowerCase()) ?? NOWHERE;
    count(english, typed, "en", places);
    count(french, typed, "fr", places);
    if (places.others) others += 1;
  }
  return { english, french, others };
}

function wordsOf(text: string): readonly string[] {
  const isProse = !text.includes("`") && !text.includes("://");
  const prose = isProse ? text : text.replaceAll(/```[\s\S]*?```|`[^`\n]*`|(?<!\S)\S*?:\/\/\S*/g, " ");
  return prose.match(/\p{L}+/gu) ?? [];
}

function count(counts: { own: number; all: number }, typed: string, language: Language, places: Places) {
  const { own, shared } = places[language];
  if (own || SPELT[language].test(typed)) {
    counts.own += 1;
    counts.all += 1;
  }
  if (shared) counts.all += 1;
}

/** Whether it is in neither of the two, as far as its commonest words tell. */
export function isInAnother(text: string): boolean {
  // Most texts have no word of theirs: how each of its own is spelt need not be asked.
  let others = 0;
  for (const word of wordsOf(text.toLowerCase())) if (OTHERS.has(word)) others += 1;
  if (others < FEWEST) return false;
  const { english, french } = countsIn(text);
  return others > english.own && others > french.own;
}

function placesOf(word: string): Places {
  const inListsOf = ({ own, shared }: Words) => ({ own: own.has(word), shared: shared.has(word) });
  return { en: inListsOf(WORDS.en), fr: inListsOf(WORDS.fr), others: OTHERS.has(word) };
}

function wordsIn(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
