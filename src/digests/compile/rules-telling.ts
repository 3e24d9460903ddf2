/** What a sentence of an answer tells: a guess by its words, in English and French. Pure. */

const LINK = /https?:\/\/[^\s)>]+/gu;
const CODE = /`[^`\n]+`/gu;
const NUMBER = /\d+(?:[.,\u00A0\u202F]\d+)*\s?(?:%|€|\$|k€|M€|j\/h)?/gu;
const NAME = /(?<=[\p{Ll}\d,;:]\s)\p{Lu}[\p{L}\d-]+/gu;
/** Words of time, cause, want and harm: they carry what a sponsor acts on. */
const ACTED_ON = anyOf(
  "by|until|before|since|because|unless|needs?|needed|blocked|blocks|late|slips?|slipped|delay(?:ed)?|risk|cost|budget|decid\\w+|decision|launch\\w*|deliver\\w*|ship\\w*|done|fail\\w*",
  "avant|d[’']ici|depuis|car|sauf|besoin|bloqu\\w+|retard\\w*|gliss\\w+|risque|coûte?|décid\\w+|décision|lanc\\w+|livr\\w+|terminée?s?|échou\\w+",
);
/** Words of what was done: an account of a month is made of them. */
const DONE = anyOf(
  "opened|published|posted|sent|accepted|approved|adopted|agreed|landed|merged|released?|stabili[sz]ed|implement(?:s|ed|ing|ation)|prototyp\\w*|started|finished|completed?|added|removed|fixed|resolved|built|wrote|written|drafted|proposed|tested|reviewed|signed|booked|hired|trained|migrated|switched|reached|prepar\\w+|working on|now|first",
  "ouverte?s?|publiée?s?|envoyée?s?|acceptée?s?|validée?s?|adoptée?s?|mise?s? en|démarrée?s?|commencée?s?|achevée?s?|ajoutée?s?|corrigée?s?|testée?s?|signée?s?|réservée?s?|recrutée?s?|formée?s?|migrée?s?|atteinte?s?|prépar\\w+|premi\\w+",
);
/** Thoughts on the way to something, and what is to come of them. */
const MUSING = anyOf(
  "I think|I guess|seems?|argued|I['’]ll|maybe|perhaps|might|discussed|would be",
  "je pense|il semble|peut-être|on pourrait",
);
/** Talk about the account itself. */
const ABOUT_ITSELF =
  /^(?:thanks?|thank you|see|updates?(?: from)?|(?:full )?minutes|notes?|no updates?|P\.S|merci|voir|compte rendu|rien de neuf)(?=$|[^\p{L}])/iu;
/** Beginnings that take up what the sentence before says. */
const LEANS =
  /^(?:this|these|those|it|they|thus|the latter|the former|however|but|and|so|also|then|otherwise|cela|ceci|ce|cette|ces|il|elle|ils|elles|mais|donc|ainsi|sinon)(?=[^\p{L}])/iu;
/** The commonest parts of a report: with or without a colon such a line says nothing by itself. */
const NAMES_PART =
  /^(?:key developments?|blockers?|blocking points?|help wanted|next steps?|risks?|open questions?|faits marquants|blocages?|points? (?:bloquants?|de blocage)|aide souhaitée|prochaines étapes|risques?|questions ouvertes)\s*:?$/iu;
const HEADING = /^#{1,6}\s|:$|^\*\*[^*]+\*\*:?$/u;
const LONGEST_HEADING = 80;

/** Common words of four letters and more. */
const COMMON = new Set(
  (
    "with that this from have were been which when what them they their there will would could should about into more also than then some other only very such these those after before because being over just like your does each most much must here where while " +
    "avec pour plus sont cette nous vous leur leurs elle elles mais comme tout tous toute toutes sans être avoir fait ainsi alors aussi entre dans quand donc encore chez notre votre cela ceci sous vers très"
  ).split(" "),
);

export type Part = "heading" | "about-itself" | "sentence";

/** Whether it stands above others, talks about the account, or says something. */
export function partOf(sentence: string): Part {
  if (ABOUT_ITSELF.test(sentence)) return "about-itself";
  if (namesPart(sentence)) return "heading";
  return sentence.length <= LONGEST_HEADING && HEADING.test(sentence) ? "heading" : "sentence";
}

/** Whether it is the name of a part that reports have, empty or not. */
export function namesPart(sentence: string): boolean {
  return NAMES_PART.test(sentence);
}

/** Whether it only says that something follows, as a heading does, of whatever length. */
export function standsAbove(sentence: string): boolean {
  return sentence.endsWith(":") || partOf(sentence) === "heading";
}

/** Whether it cannot be understood alone. */
export function leansOnLast(sentence: string): boolean {
  return LEANS.test(sentence);
}

/** The words that it is about, each by its beginning, so that forms of one word are one; addresses are not read. */
export function topicsIn(sentence: string): Set<string> {
  const words =
    sentence
      .replace(LINK, " ")
      .toLowerCase()
      .match(/\p{L}[\p{L}\p{N}]{3,}/gu) ?? [];
  return new Set(words.filter((word) => !COMMON.has(word)).map((word) => word.slice(0, 6)));
}

/** Numbers, names, dates and telling words count; code and addresses do not. A thought counts half. */
export function toldIn(sentence: string): { points: number; share: number } {
  const bare = sentence.replace(LINK, " ").replace(CODE, " ");
  const count = (pattern: RegExp, most: number) => Math.min(most, bare.match(pattern)?.length ?? 0);
  const points = count(NUMBER, 3) + count(NAME, 3) + 2 * count(ACTED_ON, 3) + 2 * count(DONE, 2);
  return { points, share: MUSING.test(bare) ? 0.5 : 1 };
}

/** One of these words or groups of words, whole; `\b` does not know accents. */
function anyOf(...words: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join("|").replaceAll("\\w", "\\p{L}")})(?![\\p{L}\\p{N}])`, "giu");
}
