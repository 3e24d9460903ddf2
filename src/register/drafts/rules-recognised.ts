/**
 * What a sentence of a free text may mean for those above: a guess by what people commonly write, in English and French,
 * which its author is asked about before anybody counts on it. It errs on the side of finding nothing. Pure.
 */
import { lazily } from "../../platform/lazily.ts";
import { remembered } from "../../platform/remembered.ts";
import { daysIn } from "../../platform/texts/days.ts";
import { markdownAsText } from "../../platform/texts/markdown.ts";
import { sentencesOf } from "../../platform/texts/sentences.ts";
import type { LocalDate } from "../../platform/time.ts";
import { isAsking } from "./rules-asking.ts";
import { saysDone } from "./rules-done.ts";
import { isLeftEmpty, saysNothing } from "./rules-nothing.ts";

/** The strongest first: of an answer no more than `MOST_PROPOSED` are put to its author. */
export const MEANINGS = ["request", "presence", "blocker", "finished", "postponed", "no-progress"] as const;
export type Meaning = (typeof MEANINGS)[number];

export interface Recognised {
  is: Meaning;
  /** As it is shown, without marks. */
  sentence: string;
  /** To which day something was postponed, or on which somebody's presence is asked for. */
  date?: LocalDate;
}

const MOST_PROPOSED = 2;
const ONCE: readonly Meaning[] = ["finished", "no-progress"];
/** A longer one tells a story. */
const LONGEST = 400;

const FENCED = /^[^\S\n]*(?:```|~~~)[^\n]*\n[\s\S]*?(?:\n[^\S\n]*(?:```|~~~)[^\S\n]*(?=\n|$)|$)/gmu;
const HTML_ASIDE = /<(blockquote|pre|code)\b[^>]*>[\s\S]*?(?:<\/\1>|$)/giu;
/** “> 40 stores” is a number. */
const QUOTED_LINES = /^[^\S\n]*>(?!\s*[\d=~£$€])[^\n]*$/gmu;
const LINK = /!?\[([^[\]\n]*)\](?:\([^()\n]*\)|\[[^[\]\n]*\])/gu;
/** Somebody else's words, a command, an address: none is the author's own word. */
const ASIDE = /`[^`\n]*`|https?:\/\/\S+|“[^”\n]*”|«[^»\n]*»|(?<![\p{L}\p{N}])"[^"\n]*"/gu;

/** What a text says, the strongest first; `today`: the day of its author on which it was written. */
export function recognised(text: string, { today }: { today: LocalDate }): Recognised[] {
  return readOf(today + text).toSorted((one, other) => MEANINGS.indexOf(one.is) - MEANINGS.indexOf(other.is));
}

/** Of several texts of one answer, as many as are put to its author. */
export function proposedOf(texts: readonly string[], day: { today: LocalDate }): Recognised[] {
  const all = texts.flatMap((text) => recognised(text, day));
  // Several requests are several matters; what is finished is so once.
  const isSame = (one: Recognised, other: Recognised) =>
    one.sentence === other.sentence || (one.is === other.is && ONCE.includes(one.is));
  const first = all.filter((one, place) => all.findIndex((other) => isSame(one, other)) === place);
  return MEANINGS.flatMap((is) => first.filter((one) => one.is === is)).slice(0, MOST_PROPOSED);
}

/** Its sentences as they are shown, without what it quotes and its blocks of code. */
export function ownSentences(text: string): readonly string[] {
  return sentencesOf(markdownAsText(ownOf(text), "quote"));
}

function ownOf(text: string): string {
  return text.replace(FENCED, "\n").replace(HTML_ASIDE, " ").replace(QUOTED_LINES, "");
}

const DATE = "YYYY-MM-DD".length;

const readOf = remembered((dated): readonly Recognised[] => {
  const [today, text] = [dated.slice(0, DATE), dated.slice(DATE)];
  if (isLeftEmpty(text)) return [];
  const own = ownOf(text);
  const linked = [...own.matchAll(LINK)].flatMap(([, words = ""]) => (words.length > 2 ? [markdownAsText(words)] : []));
  const sentences = ownSentences(text);
  return sentences.flatMap((whole, place) => {
    const { label, sentence } = underLabel(whole, sentences[place - 1]);
    if (
      sentence.length > LONGEST ||
      sentence.endsWith(":") ||
      saysNothing(sentence, "ask") ||
      saysNothing(sentence, "blocker")
    )
      return [];
    const words = linked.reduce((rest, name) => rest.replaceAll(name, " "), sentence).replace(ASIDE, " ");
    const is = label ?? meaningOf(words);
    if (!is || !/\p{L}{3}/u.test(words)) return [];
    const date = is === "postponed" || is === "presence" ? dateIn(words, is, today) : null;
    return [{ is, sentence, ...(date !== null && { date }) }];
  });
});

/** What stands above a line of a report, or before its colon: whatever is not nothing below it is that. */
const LABELS: readonly { is: Meaning; label: RegExp }[] = [
  {
    is: "request",
    label: /^(?:help (?:wanted|needed)|aide (?:souhaitée|demandée|requise)|besoins? d[’']aide)(?:\s*:|$)\s*/iu,
  },
  {
    is: "blocker",
    label: /^(?:blockers?|blocking (?:points?|issues?)|points? (?:bloquants?|de blocage)|blocages?)(?:\s*:|$)\s*/iu,
  },
];

/** A single word is a remark, such as “null”. */
const SAYS_SOMETHING = /\p{L}\P{L}+\p{L}/u;

function underLabel(sentence: string, before: string | undefined): { label: Meaning | null; sentence: string } {
  for (const { is, label } of LABELS) {
    const match = label.exec(sentence);
    if (!match) continue;
    const rest = sentence.slice(match[0].length);
    const isSaid = SAYS_SOMETHING.test(rest) && !saysNothing(rest, is === "request" ? "ask" : "blocker");
    return { label: isSaid ? is : null, sentence: isSaid ? sentence : "" };
  }
  const above = LABELS.find(({ label }) => before !== undefined && label.exec(before)?.[0] === before);
  return { label: above && SAYS_SOMETHING.test(sentence) ? above.is : null, sentence };
}

const SOME = "(?:an?|another|one|two|three|four|five|\\d+|more|some|your|the)";
const HANDS =
  "(?:(?:someone|somebody|help|support|(?:(?:second )?pair of )?(?:hands|eyes)|volunteers?|reviewers?)(?!\\p{L})|" +
  `${SOME} (?:[\\p{L}-]+ ){0,3}(?:developers?|engineers?|designers?|analysts?|testers?|translators?|lawyers?|experts?|owners?|person|people|colleagues?|volunteers?|reviewers?|decisions?|approval|sign-?off|go-ahead|budget|funding|money|licen[cs]es?)(?!\\p{L}))`;
const HANDS_FRENCH =
  "(?:quelqu[’']un|(?:une?|deux|trois|quatre|\\d+|d[’']autres|des|plus de) (?:[\\p{L}-]+ ){0,2}(?:développeu|ingénieu|testeu|personnes?|volontaires?|traduct|relect|juristes?|experts?|remplaçant|renfort|décision|accord|validation|budget|arbitrage)|(?:votre|l[’'](?:aide|accord)|la (?:décision|validation)|du renfort|de l[’']aide))";
const DO_FOR_US =
  "(?:help|decide|approve|sign|release|lend|free|unblock|confirm|grant|escalate|review|take over|choose|fund|speak (?:to|with)|talk to)(?!\\p{L})";
const DO_FOR_US_FRENCH =
  "(?:(?:nous |l[’']|le |la |les )?(?:aider|décider|trancher|signer|valider|débloquer|libérer|confirmer|arbitrer|approuver|relancer|financer|détacher))(?!\\p{L})";

/** What makes a guess of a word: its opposite, a condition, a thought. Right before it. */
const UNLESS = beforeIt(
  "not|never|n[’']t|no longer|no|nothing|if|whether|unless|might|may|could|would|should|avoid\\p{L}*|pas|plus|jamais|rien|aucune?|si|pourrai\\p{L}+|serai\\p{L}+|éviter|risque",
);
/** It was so. */
const WAS = beforeIt(
  "was|were|been|had|no longer|when|once|until|était|étaient|été|avai\\p{L}+|quand|lorsqu\\p{L}*|dès",
);

interface Sign {
  is: Meaning;
  sign: () => RegExp;
  /** It says something else then. */
  unless: readonly (() => RegExp)[];
  /** Anywhere in the sentence. */
  without?: () => RegExp;
}

const SIGNS: readonly Sign[] = [
  {
    is: "presence",
    sign: anyOf(
      "your (?:presence|attendance)|you (?:on stage|in person)",
      "(?:minutes?|words?) (?:from|of) (?:you(?!r(?! time))|your time)(?!\\p{L})",
      "(?:could|can|would|will) you (?:please )?(?:come|join us|open|speak|attend|say a few words|be there|drop by|visit)(?!\\p{L})",
      "(?:like|love|want|ask|need) you to (?:come|join|open|speak|attend|be there|say)(?!\\p{L})",
      "votre (?:présence|venue)",
      "(?:minutes?|mots?) de (?:vous|votre part)(?!\\p{L})",
      "(?:pouvez|pourriez)-vous (?:venir|ouvrir|passer|intervenir|assister|prendre la parole|être (?:là|présente?))(?!\\p{L})",
    ),
    unless: [UNLESS],
    without: anyOf(
      "thank(?:s| you)|merci|not (?:needed|required|necessary)|n[’']est pas (?:nécessaire|requise?)|remerci\\p{L}+",
    ),
  },
  {
    is: "request",
    sign: anyOf(
      `(?:we|i|(?:this|the|our) (?:\\p{L}+ )?(?:project|goal|program(?:me)?|team)) (?:still |now |also |urgently |really |just |only )?needs? ${HANDS}`,
      `(?:we|i) (?:ask|beg) (?:you|(?:the )?(?:sponsors?|(?:steering )?committee|board)) (?:for|to)(?!\\p{L})`,
      `(?:(?:we|i|is|are)(?: are| am|[’']re|[’']m)? (?:still |also |now )?|^)looking for (?:${HANDS}|an? (?:new )?owner)`,
      "(?:help|your support|volunteers?|reviewers?) (?:is |are |would be )?(?:very |most |much )?(?:wanted|needed|welcome|appreciated)(?!\\p{L})",
      `(?:could|can|would|will) (?:you|someone|somebody|anyone|anybody) (?:please )?${DO_FOR_US}`,
      `please (?:do )?${DO_FOR_US}`,
      `(?:we|i|need|needs) (?:need )?you to ${DO_FOR_US}`,
      "(?:nous avons|nous aurions|on a|on aurait|j[’']ai|j[’']aurais|^) ?(?:toujours |encore |vraiment |aussi |urgemment )?besoin (?:urgent )?(?:de |d[’'])(?!rien|plus|\\p{Ll}+(?:er|ir|oir|ndre|ttre|aire|ire|ivre)(?!\\p{L}))",
      `il (?:nous|me) (?:faut|faudrait|manque) (?:toujours |encore |vraiment |donc )?${HANDS_FRENCH}`,
      `(?:nous |on |je |^)(?:re)?cherch(?:ons|e) (?:toujours |encore )?${HANDS_FRENCH}`,
      "aide (?:est |serait )?(?:souhaitée|bienvenue|nécessaire)|coup de main (?:est |serait )?(?:bienvenu|nécessaire)(?!\\p{L})",
      `(?:(?:pouvez|pourriez)-vous|merci de(?: bien vouloir)?|veuillez) ${DO_FOR_US_FRENCH}`,
    ),
    unless: [UNLESS, beforeIt("when|once|quand|lorsqu\\p{L}*|until|dès")],
  },
  {
    is: "blocker",
    sign: anyOf(
      "blocked (?:on|by|until|because|since|at|for)(?!\\p{L})|blocked(?= ?[.:;]|$)",
      "stuck (?:on|until|because|since|in|at|for)(?!\\p{L})|on (?:hold|pause) (?:until|till|because|for)(?!\\p{L})",
      "(?:cannot|can[’']t|can not|unable to) (?:\\p{L}+ ){1,5}?(?:until|before|as long as)(?!\\p{L})",
      "nothing (?:moves|happens|goes on) (?:until|unless|before|without|as long as)(?!\\p{L})",
      "bloqué(?:e?s?)(?: (?:par|sur|depuis|tant que|faute|en attente|à cause|car|chez)(?!\\p{L})|(?= ?[.:;]|$))",
      "(?:ne (?:peut|peuvent|pouvons|peux)|impossible de) (?:\\p{L}+ ){1,5}?(?:tant que|avant que|sans)(?!\\p{L})",
      "(?:rien n[’']avance|au point mort|à l[’']arrêt|en suspens) (?:tant que|faute|depuis|sans|car)(?!\\p{L})",
    ),
    unless: [UNLESS, WAS],
    without: anyOf(
      "solved|resolved|fixed|unblocked|settled|no longer|résolue?s?|débloqu\\p{L}+|réglée?s?|n[’']est plus|ne sont plus",
    ),
  },
  {
    is: "postponed",
    sign: anyOf(
      "(?:postponed|pushed (?:back|out)|deferred|put off|delayed|slips|slipped) (?:from [^.;]{1,30} )?(?:to|until|till)(?!\\p{L})",
      "(?:reporté|décalé|repoussé|différé|ajourné)(?:e?s?) (?:du [^.;]{1,30} )?(?:au|à|en|jusqu[’'](?:au|en)|pour le)(?!\\p{L})",
    ),
    unless: [UNLESS],
    without: anyOf(
      "meetings?|calls?|workshops?|interviews?|sessions?|demos?|réunions?|ateliers?|entretiens?|appels?|rendez-vous|séances?",
    ),
  },
  {
    is: "no-progress",
    sign: lazily(
      () =>
        /^(?:(?:(?:there (?:is|was|has been) |we (?:have )?made )?(?:no|little) (?:real |significant |further |major )?progress)|nothing (?:has )?moved|(?:aucune? (?:avancée|progrès|avancement)|pas (?:d[’']avanc(?:ée|ement)|de progrès)|rien n[’']a (?:avancé|bougé)))(?: (?:yet|made|at all|so far|to report|on [^.;,]{1,60}|(?:this|last|since|for|in|cette|ce|depuis|pour|sur|à)(?: [^ .;,]+){1,4}))*[.!]?$/iu,
    ),
    unless: [],
  },
];

let isCompiled = false;
/** As `compileNoneInTurn` of what finds meanings. Nothing after that. */
export function* compileSignsInTurn(): Generator<void> {
  if (isCompiled) return;
  isCompiled = true;
  for (const text of ["x", "y", "€", "€ y"]) {
    saysDone(text);
    yield;
    isAsking(text);
    yield;
    for (const { sign, unless, without } of SIGNS) {
      sign().test(text);
      yield;
      for (const one of [...unless, ...(without ? [without] : [])]) one().test(text);
      yield;
    }
  }
}

function meaningOf(words: string): Meaning | null {
  if (saysDone(words)) return "finished";
  const found = SIGNS.find(({ is, sign, unless, without }) => {
    const match = sign().exec(words);
    if (!match || without?.().test(words)) return false;
    const before = words.slice(0, match.index);
    return unless.every((one) => !one().test(before)) && (is !== "request" || isAsking(words));
  });
  return found?.is ?? null;
}

/** Of what was postponed the day behind the word for it; none that is over. */
function dateIn(words: string, is: "postponed" | "presence", today: LocalDate): LocalDate | null {
  const sign = SIGNS.find((one) => one.is === is)
    ?.sign()
    .exec(words);
  const told = is === "postponed" && sign ? words.slice(sign.index + sign[0].length) : words;
  const [first = null] = daysIn(told, today).flatMap(({ last }) => (last !== null && last >= today ? [last] : []));
  return first;
}

/** One of these words right before the end, or up to three words before it. */
function beforeIt(...words: readonly string[]): () => RegExp {
  return lazily(() => new RegExp(`(?<!\\p{L})(?:${words.join("|")})(?:[\\s,]+[\\p{L}’'-]+){0,3}\\s*$`, "iu"));
}

/** One of these groups of words; `\b` does not know accents. */
function anyOf(...words: readonly string[]): () => RegExp {
  return lazily(() => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join("|")})`, "iu"));
}
