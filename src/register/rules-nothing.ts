/**
 * Answers that say nothing: what has no content, and what says that there is none of what was asked for. The whole text has
 * to say so, as it is shown (`markdownAsText`) and without emoji: whatever else it says makes it an answer. Pure.
 */
import type { Feed } from "../cadences/questions.ts";
import { remembered } from "../platform/remembered.ts";
import { markdownAsText } from "../platform/texts/markdown.ts";
import { ITEM_OF_FEED } from "./rules.ts";

/** Longer ones say something. As typed with its marks, and as it is shown. */
const LONGEST = 100;
const MARKS_ALONE = /^[\p{P}\p{Sk}\p{Cf}\s=~<>|\u22ef\u22ee\u25a1\u2610]*$/u;
/** Nothing of what it begins with is shown. */
const BEGINS_HIDDEN = /^\s*(?:<!--|<br\b|&nbsp;)/i;

/** Emoji, as letters or by their name in Slack, and what has no width. */
const EMOJI = /:[a-z][a-z0-9_'+-]*:(?::skin-tone-\d:)?|:[+-]1:|\p{So}|\p{Sk}|\p{Cf}|\uFE0F/gu;

function isShort(text: string): boolean {
  return text.length <= LONGEST || BEGINS_HIDDEN.test(text);
}

/** A text in small letters without accents, in its parts between marks, each in words; null where it is too long for that. */
const partsOf = remembered((text: string): readonly string[] | null => {
  const shown = markdownAsText(text, "quote");
  if (shown.length > LONGEST) return null;
  if (MARKS_ALONE.test(shown)) return [];
  const parts = shown
    .split("\n")
    .map((line) => line.replace(/^\s*(?:[•◦□☑]|\d{1,2}[.)])\s+(?=\S)/, ""))
    .join("\n")
    .replace(EMOJI, " ")
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(/(?<!\p{L})\p{L}(?:\s?[./]\s?\p{L}(?!\p{L}))+\.?/gu, (letters) => letters.replace(/[./\s]+/g, " ").trim())
    .replaceAll("/", " or ")
    .replace(/[()[\]{}"“”«»*_`‘]|(?<=\p{L})[-‑](?=\p{L})/gu, " ")
    .split(/(?:(?!')[\p{P}=~<>|\u22ef\u22ee\n])+/u)
    .map((part) => part.replace(/^[\s']+|[\s']+$/g, "").replace(/\s+/g, " "))
    .filter((part) => part !== "");
  // An emoji alone is an answer.
  return parts.length > 0 ? parts : [shown];
});

const ONE_OF = (...words: string[]) => `(?:${words.join("|")})`;
const WHOLE = (...words: string[]) => new RegExp(`^${words.join("")}$`, "u");

const TIME = ONE_OF(
  "so far|yet|now|right now|currently|today|at present|at all",
  "as (?:of|at) (?:now|today|yet)|at (?:the|this) (?:moment|stage|point|time)",
  "(?:for |in |during )?this (?:week|month|quarter|year|period|sprint|time|round)|for (?:now|the moment|the time being|today)",
  "pour (?:l'instant|le moment|l'heure|aujourd'hui)|a (?:ce (?:jour|stade)|l'heure actuelle|l'instant|present|date)",
  "actuellement|en ce moment|aujourd'hui|jusqu'ici|jusqu'a present|du tout",
  "(?:pour |sur )?(?:cette (?:semaine|annee|periode)|ce (?:mois|trimestre))(?: ci)?",
);

/** What has no content, whatever was asked: as a whole, or a part of it. */
const EMPTY = WHOLE(
  ONE_OF(
    "n ?a|not applicable|r ?a ?s|s o|sans objet|non applicable|no updates?",
    "nothing (?:new|to (?:add|report))|rien (?:a (?:ajouter|signaler)|de neuf|de nouveau)",
    "tb[acd]|to be (?:confirmed|decided|defined|determined)|a (?:confirmer|definir|preciser)",
  ),
  `(?: ${TIME})?`,
);
/** Without any of these a text has content, as most: what follows is only asked of the others. */
const MAY_BE_EMPTY =
  /[<&~]|^\P{L}*$|(?<!\p{L})(?:n(?:\P{L}{0,3}a|ot|il|o|one|othing|on|e\u0301?ant|éant)|r(?:\P{L}{0,3}a\P{L}{0,3}s|ien)|s(?:\P{L}{0,3}o|ans)|aucune?|tb[acd]|to be|[aà]\u0300? (?:c|d|p)\p{L}+)(?!\p{L})/iu;
const EMPTY_ALONE = /^(?:nil|none|nothing|neant|aucune?|rien)$/u;
/** What stands above an answer and repeats its question. */
const LABEL =
  /^(?:progress|status|update|summary|next|next steps?|plans?|value|reason|comments?|notes?|highlights?|avancement|statut|synthese|suite|prochaines etapes|valeur|raison|commentaires?|faits marquants)$/u;

function withoutLabel(parts: readonly string[], label: RegExp): readonly string[] {
  const [first, ...rest] = parts;
  return first !== undefined && rest.length > 0 && label.test(first) ? rest : parts;
}

/** Whatever was asked, the whole of it has no content: “…”, “N/A”, « RAS 👍 ». */
export function isLeftEmpty(text: string): boolean {
  return isShort(text) ? isShortEmpty(text) : MARKS_ALONE.test(text);
}

const isShortEmpty = remembered((text) => {
  if (!MAY_BE_EMPTY.test(text)) return false;
  const parts = partsOf(text);
  return parts !== null && withoutLabel(parts, LABEL).every((part) => EMPTY.test(part) || EMPTY_ALONE.test(part));
});

/** What somebody may say there is none of, whatever was asked for. */
const MATTER = ONE_OF(
  "risks?|blockers?|blocking (?:points?|issues?)|roadblocks?|showstoppers?|issues?|problems?|impediments?|obstacles?",
  "concerns?|dependenc(?:y|ies)|changes?|news|updates?",
  "risques?|blocages?|points? (?:bloquants?|de blocage)|problemes?|difficultes?|dependances?|alertes?",
  "changements?|nouveautes?|nouvelles?",
);
/** “No decision yet” waits for one. */
const NOT_MADE = "(?! (?:yet|so far|to date|as |from|a ce jour|a date|jusqu|de votre))";
/** Where it was asked for: in another question, “No decision” is what blocks. */
const ASKED: Partial<Record<Feed, string>> = {
  ask: `asks?|requests?|needs?|questions?|demandes?|besoins?|sollicitations?|requetes?|arbitrages?|decisions?${NOT_MADE}`,
  decision: "decisions?|arbitrages?",
};
/** Of these only that they are not needed: “No approval” is what blocks, and “No approval expected”. */
const HELP = ONE_OF(
  "asks?|requests?|decisions?|help|support|actions?|input|approvals?|escalations?",
  "demandes?|sollicitations?|decisions?|aide|soutien|actions?|arbitrages?|validations?",
);
const NEEDED = ONE_OF(
  "(?:is |are )?(?:needed|required|requested|necessary)|to (?:make|take|be (?:made|taken))",
  "(?:n'est |ne sont )?(?:requis|demande)(?:e|s|es)?|necessaires?|a prendre",
);
const EXPECTED = ONE_OF("(?:is |are )?expected", "(?:n'est |ne sont )?attendue?s?");
const OF_WHOM = ONE_OF(
  "(?<!(?:new|news|updates?) )from you(?! yet| so far)|from (?:me|us|(?:my|our|your) (?:side|end))|(?:on|at) (?:my|our|your) (?:side|end)|for you|of you",
  "de (?:ma|notre) (?:part|cote)|(?<!nouvelles? )de votre (?:part|cote)(?! a (?:ce jour|date)| jusqu)|pour vous",
);
const AS_KNOWN = ONE_OF(
  "(?:that )?(?:i|we) (?:know|am aware|are aware) of|known|identified|new|open|outstanding|pending|raised",
  "to (?:report|raise|flag|mention|escalate|add|ask(?: for)?|request|decide|share)",
  "a (?:ma|notre) connaissance|que je sache|connue?s?|identifiee?s?|de nouveau|particuliers?|particulieres?|bloquante?s?",
  "a (?:signaler|(?:vous )?demander|declarer|ajouter|decider|remonter|mentionner|arbitrer)",
);
const FEWER = "(?:new|open|other|known|further|additional|more|specific|particular|current|major|urgent) ";
const FEWER_FR = "(?:nouveau|nouveaux|nouvelle|nouvelles|autre|autres) ";

function noneOf(asked: string | undefined): RegExp {
  const what = asked === undefined ? MATTER : ONE_OF(MATTER, asked);
  const needed = `(?:${HELP} ${NEEDED}|${what} ${ONE_OF(NEEDED, EXPECTED)})`;
  const said = ONE_OF(
    `no(?:pe)?|non|none|nil|neant|(?:none|nothing|rien) ${ONE_OF(NEEDED, EXPECTED)}|nothing(?: else| more| special| in particular)?`,
    `(?:there (?:is|are) |(?:i|we) have )?no (?:${FEWER})*${ONE_OF(needed, what)}(?:,? (?:and |or )?(?:no )?${what})?`,
    "nothing (?:is )?block(?:ing|ed)(?: us)?|not blocked|no need|not (?:needed|required|applicable)|n ?a|r ?a ?s|s o|sans objet",
    "rien(?: de (?:particulier|special|plus|neuf|nouveau|bloquant))?|rien ne (?:nous )?bloque|aucune?|pas (?:de )?besoin(?: d'aide)?",
    `(?:il n'y a |nous n'avons |je n'ai )?(?:aucune?s? |pas (?:de |d'))(?:${FEWER_FR})?${ONE_OF(needed, what)}`,
    `sans (?:changement|nouveaute)|not(?= ${TIME})|pas(?= ${TIME})|pas encore`,
  );
  return WHOLE(said, `(?: ${ONE_OF(TIME, AS_KNOWN, OF_WHOM)}){0,3}`, `(?: ${CALM_TOO})?`);
}

/** Also without a mark before it: “None all good”, not “None on track”. */
const CALM_TOO = ONE_OF(
  "(?:all|everything)(?:'s| is)? (?:good|fine|ok|okay|well|clear|on track|on plan|green|under control)|thanks|thanks? (?:you|a lot)",
  "tout (?:va bien|roule|est (?:ok|bon|sous controle|au vert)|se passe bien|ok)|merci",
);
const CALM = ONE_OF(
  CALM_TOO,
  "on track|on plan|(?:we're|we are) (?:good|fine|ok|on track)|ok|as planned|c'est bon|comme prevu",
);
const CALM_PART = WHOLE(CALM, `(?: ${TIME})?`);
/** What may stand behind that there is none. */
const REMARK = WHOLE(
  "(?:which is|for once|luckily|fortunately|ce qui est|c'est|pour une fois|heureusement)",
  "(?: (?:new|good|rare|a first|nouveau|bien|rare|une premiere))?",
);
const MATTER_LABEL = WHOLE(ONE_OF(MATTER, HELP, "needs?|besoins?|help wanted"));

const NONE_SAID = new Map<Feed, (text: string) => boolean>();

/** Whether a short text says that there is none of what is asked with this feed, and nothing else. */
function noneSaid(feed: Feed): (text: string) => boolean {
  const known = NONE_SAID.get(feed);
  if (known) return known;
  const none = noneOf(ASKED[feed]);
  const saysSo = (part: string) => none.test(part) || EMPTY.test(part) || CALM_PART.test(part);
  const says = remembered((text) => {
    const parts = partsOf(text);
    if (parts === null) return false;
    const said = withoutLabel(parts, MATTER_LABEL);
    const [first = ""] = said;
    return saysSo(first) && said.every((part) => saysSo(part) || REMARK.test(part));
  });
  NONE_SAID.set(feed, says);
  return says;
}

/**
 * Whether what was asked with this feed has no answer: it has no content, or where it asks for something (a risk, a blocker,
 * an ask …) says that there is none: “No asks this month.”, “N/A – all good”, « Pas de besoin pour l’instant ».
 */
export function saysNothing(text: string, feed: Feed): boolean {
  return isLeftEmpty(text) || (ITEM_OF_FEED[feed] !== undefined && isShort(text) && noneSaid(feed)(text));
}

const NO_NEWS = WHOLE(
  ONE_OF(
    "(?:no|nothing) (?:further |new )?(?:changes?|news|updates?)|nothing new|tb[acd]|to be (?:confirmed|decided|defined|determined)",
    "rien de (?:neuf|nouveau)|(?:pas de|aucune?|sans) (?:changements?|nouveautes?|nouvelles?)|a (?:confirmer|definir|preciser)",
  ),
  `(?: ${TIME})?`,
);

/** Of a matter that stands it says that it stands: “Nothing new.”, “No update”, « Rien de neuf ». */
export function saysNoNews(text: string): boolean {
  const parts = isShort(text) ? partsOf(text) : null;
  return parts !== null && parts.length > 0 && parts.every((part) => NO_NEWS.test(part));
}
