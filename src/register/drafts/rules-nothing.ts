/**
 * Answers that say nothing: what has no content, and what says that there is none of what was asked for. The whole text has
 * to say so, as it is shown (`markdownAsText`) and without emoji: whatever else it says makes it an answer. Pure.
 */
import type { Feed } from "../../cadences/questions/questions.ts";
import { remembered } from "../../platform/remembered.ts";
import { markdownAsText } from "../../platform/texts/markdown.ts";
import { ITEM_OF_FEED } from "../rules.ts";

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

/** “Fixed?” asks whether it is. */
const ASKS_WHETHER = /\p{L}\s*\?/u;

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

const MONTHS =
  "jan(?:uary|vier)?|feb(?:ruary)?|fev(?:rier)?|mar(?:ch|s)?|a[pv]r(?:il)?|may|mai|june?|juin|july?|juil(?:let)?|aug(?:ust)?|aout|sept?(?:emb(?:er|re))?|oct(?:ob(?:er|re))?|nov(?:emb(?:er|re))?|dec(?:emb(?:er|re))?";
const LAST = ONE_OF(
  "(?:the |our |my )?(?:last|previous|prior) (?:week|month|quarter|year|time|round|period|report|update|check in|meeting|review)",
  "(?:(?:le|la|du|au) )?(?:mois|trimestre|semaine|annee|periode|point|fois|reunion|comite) (?:derniere?|precedente?|passee?)",
  "(?:le |du |au )?dernier (?:point|comite)|la derniere (?:fois|reunion)|last|yesterday|before|then|hier|avant",
  `(?:the |le )?(?:\\d{1,2}(?:st|nd|rd|th|er)? )?(?:${MONTHS})(?: \\d{1,2})?(?: \\d{4})?`,
  "q[1-4]|(?:last )?(?:mon|tues|wednes|thurs|fri)day|(?:lundi|mardi|mercredi|jeudi|vendredi)(?: dernier)?",
);
const TIME = ONE_OF(
  "so far|yet|now|right now|currently|today|at present|at all|to date|any ?more|any longer",
  `(?:in|for|en|pour) (?:${MONTHS})`,
  `(?:since|depuis) ${LAST}|depuis`,
  "as (?:of|at) (?:now|today|yet)|at (?:the|this) (?:moment|stage|point|time)",
  "(?:for |in |during )?this (?:week|month|quarter|year|period|sprint|time|round)|for (?:now|the moment|the time being|today)",
  "pour (?:l'instant|le moment|l'heure|aujourd'hui)|a (?:ce (?:jour|stade)|l'heure actuelle|l'instant|present|date)",
  "actuellement|en ce moment|aujourd'hui|jusqu'ici|jusqu'a present|du tout",
  "(?:pour |sur )?(?:cette (?:semaine|annee|periode)|ce (?:mois|trimestre)|la periode)(?: ci)?",
);

/** What has no content, whatever was asked: as a whole, or a part of it. */
const EMPTY = WHOLE(
  ONE_OF(
    "n ?a|not applicable|r ?a ?s|s o|sans objet|non applicable|no updates?",
    "nothing (?:new|(?:is )?planned|to (?:add|report))(?: here)?|rien (?:a (?:ajouter|signaler)|de neuf|de nouveau|(?:de |n'est )prevu)(?: ici)?",
    "tb[acd]|to be (?:confirmed|decided|defined|determined)|a (?:confirmer|definir|preciser)",
  ),
  `(?: ${TIME})?`,
);
/** Without any of these a text has content, as most: what follows is only asked of the others. */
const MAY_BE_EMPTY =
  /[<&~]|^\P{L}*$|(?<!\p{L})(?:n(?:\P{L}{0,3}a|ot|il|o|one|othing|on|e\u0301?ant|éant)|r(?:\P{L}{0,3}a\P{L}{0,3}s|ien)|s(?:\P{L}{0,3}o|ans)|aucune?s?|tb[acd]|to\s+be|[aà]\u0300?\s+(?:c|d|p)\p{L}+)(?!\p{L})/iu;
const EMPTY_ALONE = /^(?:nil|none|nothing|neant|aucune?s?|rien)$/u;
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

const NEWS = "changes?|news|updates?|developments?|changements?|nouveautes?|nouvelles?|evolutions?|mises? a jour";
const TO_REPORT =
  "to (?:report|raise|flag|mention|escalate|add|ask(?: for)?|request|decide|share|discuss|highlight|note|record)";
const A_SIGNALER =
  "a (?:signaler|(?:vous )?demander|declarer|ajouter|decider|(?:faire )?remonter|mentionner|arbitrer|escalader|noter|partager)";
/** What somebody may say there is none of, whatever was asked for; or nothing new of. */
const MATTER = ONE_OF(
  "risks?|blockers?|blocking (?:points?|issues?)|roadblocks?|showstoppers?|issues?|problems?|impediments?|obstacles?",
  "concerns?|dependenc(?:y|ies)|escalations?|delays?|incidents?|surprises?|alerts?|topics?|points of attention",
  "risques?|blocages?|points? (?:bloquants?|de blocage|d'attention|de vigilance|durs?)|problemes?|difficultes?",
  "dependances?|alertes?|escalades?|attentes?|retards?|freins?|soucis?|inquietudes?|sujets?",
  `points? ${ONE_OF(TO_REPORT, A_SIGNALER)}`,
);
const NEEDED = ONE_OF(
  "(?:is |are )?(?:needed|required|requested|necessary|wanted)|to (?:make|take|approve|be (?:made|taken))",
  "(?:n'est |ne sont )?(?:requis|demande|necessaire|souhaite)(?:e|s|es)?|a (?:prendre|valider)",
);
const EXPECTED = ONE_OF("(?:is |are )?expected", "(?:n'est |ne sont |d')?attendue?s?");
const OWN = "asks?|requests?|needs?|questions?|demandes?|besoins?|sollicitations?|requetes?";
/** Where it was asked for: in another question, “No decision” is what blocks. */
const ASKED: Partial<Record<Feed, string>> = {
  ask: `${OWN}|actions?|points? d'arbitrage|arbitrages?|decisions?`,
  decision:
    "(?:decisions?|arbitrages?)(?: (?:(?:was|were|ha(?:s|ve) been) )?(?:made|taken)| (?:n'(?:a|ont) ete )?prise?s?)?",
  appearance: "appearances?|presence|visits?|events?|interventions?|visites?|evenements?",
};
/** What others give: “No approval” is what blocks, and “No approval expected”. */
const GIVEN =
  "decisions?|help|support|input|approvals?|attention|assistance|intervention|aide|soutien|appui|arbitrages?|validations?";
/** Of these only that they are not needed. */
const HELP = ONE_OF(GIVEN, "asks?|requests?|actions?|escalations?|demandes?|sollicitations?|escalades?");
const READERS = "sponsors?|steering committee|steerco|committee|board|management";
/** Of what is needed alone: “Nothing from you” waits for them. */
const FROM_READER = ONE_OF(
  `from (?:you|your (?:side|end|part)|(?:the |our )?(?:${READERS}))|(?:on|at) your (?:side|end)`,
  "de (?:votre|vos) (?:part|cote)|(?:de la part )?(?:du|des) (?:sponsors?|comite)|de la direction",
);
const OF_WHOM = ONE_OF(
  `from (?:me|us|(?:my|our) (?:side|end|part))|(?:on|at) (?:my|our) (?:side|end)|here`,
  `(?<!(?:${NEWS}|nothing) )from (?:the|my|our) team|(?<!(?:${NEWS}|rien) )de (?:mon |notre |l')equipe`,
  `of you|for (?:you|(?:the |our )?(?:${READERS}))`,
  "de (?:ma|mon|notre) (?:part|cote)|(?:pour|dans) (?:mon |notre |l')equipe|cote (?:equipe|demandes?|besoins?|risques?|blocages?)",
  "(?:pour les? |aux? )(?:sponsors?|comite)|pour vous",
);
const BIG =
  "major|critical|significant|notable|serious|severe|important|urgent|immediate|special|specific|particular|blocking";
const BIG_FR = ONE_OF(
  "majeure?s?|critiques?|significati(?:fs?|ves?)|notables?|serieu(?:x|ses?)|graves?|importante?s?|urgente?s?",
  "immediate?s?|special(?:e|es)?|speciaux|particuli(?:ers?|eres?)|specifiques?|bloquante?s?",
);
const AS_KNOWN = ONE_OF(
  `(?:that )?(?:(?:i|we) (?:know|am aware|are aware)|i'm aware|we're aware) of|new|open|outstanding|pending|${BIG}`,
  "(?:(?:was|were|ha(?:s|ve) been) )?(?:known|identified|raised|reported|noted|found|encountered|foreseen)|remaining",
  "(?<!none |nothing )left|externe?s?|interne?s?|de (?:particulier|special|notable)",
  TO_REPORT,
  `a (?:ma|notre) connaissance|que je sache|de nouveau|en cours|en attente|nouve(?:au|aux|lles?)|supplementaires?|${BIG_FR}`,
  "(?:(?:n'a|n'ont) ete )?(?:connu|identifie|signale|remonte|rencontre|releve|detecte|constate|prevu|ouvert)(?:e|s|es)?",
  A_SIGNALER,
);
const NEW = "new|other|further|additional";
const FEWER = `(?:${NEW}|${BIG}|open|known|more|current|real|high|big|key|outstanding|pending|remaining|active|formal|external|internal|sponsor) `;
const NEW_FR = "nouveaux?|nouvel|nouvelles?|autres?";
const FEWER_FR = `(?:${NEW_FR}|gros(?:ses?)?|grande?s?|vraie?s?|reel(?:les?|s)?) `;
const NONE_FR = "(?:aucune?s?|pas (?:de |d')) ?";
const NO_FR = `(?:il n'y a |nous n'avons |je n'ai |on n'a )?${NONE_FR}`;
const THERE_IS = "(?:(?:there (?:is|are)|(?:i|we) have) (?:currently |now )?)?";

function noneOf(asked: string | undefined): RegExp {
  const matter = asked === undefined ? MATTER : ONE_OF(MATTER, asked);
  const what = ONE_OF(matter, NEWS);
  const needed = `(?:${HELP}(?: ${FROM_READER})? ${NEEDED}|(?:actions?|${what})(?: ${FROM_READER})? ${ONE_OF(NEEDED, EXPECTED)})`;
  const said = ONE_OF(
    `no(?:pe)?|non|nil|neant|${THERE_IS}(?:(?:still )?none(?: else| other)?|nothing(?: else| more| special| in particular)?)`,
    `(?:none|nothing|rien)(?: else| more)? ${ONE_OF(NEEDED, EXPECTED)}(?:(?: ${TIME})? ${FROM_READER})?|nothing ${FROM_READER} ${NEEDED}`,
    `(?:(?:i|we) (?:don't|do not) have|there (?:isn't|aren't|is not|are not)) any (?:${FEWER})*${what}|not really|pas vraiment`,
    "(?:all |now |already |tout est |tous )*(?:(?:re)?solved|fixed|unblocked|settled|(?:resolu|debloque|regle)(?:e|s|es)?)",
    `${THERE_IS}no (?:${FEWER})*${needed}(?:(?: ${TIME})? ${FROM_READER})?`,
    `${THERE_IS}no (?:${FEWER})*${what}(?:,? (?:and |or )?(?:no )?${what})?`,
    "nothing (?:is )?block(?:ing|ed)(?: us| me)?|(?:(?:we are|we're|i am|i'm) )?not blocked|nous n'avons besoin de rien",
    `(?:(?:i|we) )?need nothing(?: ${FROM_READER})?|no (?:asks?|needs?|requests?) ${FROM_READER}|plus aucune? ${matter}`,
    `no need(?: for (?:an? |any )?${HELP}| from you(?:r side)?)?|not (?:needed|required|applicable)|n ?a|(?:toujours )?r ?a ?s|s o|sans objet`,
    `(?:il n'y a |(?:je|nous|on) n'(?:ai|avons|a) )?rien(?: (?:de |d')(?:plus|neuf|nouveau|autre|${BIG_FR}))?|rien ne (?:nous )?bloque|(?:toujours )?aucune?s?(?: autres?| de plus)?|pas bloque(?:e|s|es)?`,
    `(?:pas (?:de )?|aucun )besoin(?: (?:d'|de )(?:${HELP}|vous|votre (?:part|cote)))?|${NONE_FR}attentes? (?:vis a vis |de la part )?(?:de votre (?:part|cote)|du (?:sponsor|comite))`,
    `(?:there (?:is|are) |(?:i|we) )?still (?:have )?no (?:${FEWER})*${matter}|toujours ${NONE_FR}(?:${FEWER_FR})*${matter}`,
    `${NO_FR}(?:${FEWER_FR})*${needed}(?:(?: ${TIME})? ${FROM_READER})?`,
    `${NO_FR}(?:${FEWER_FR})*${what}(?:,? (?:et |ou |ni )?(?:de |d')?${what})?`,
    `sans (?:changement|nouveaute)|(?:not|pas) ${TIME}|not that (?:i|we) know of|pas encore`,
  );
  return WHOLE(`(?:${TIME} )?`, said);
}

/** Also without a mark before it: “None all good”, not “None on track”. */
const CALM_TOO = ONE_OF(
  "(?:all|everything)(?:'s| is)? (?:good|fine|ok|okay|well|clear|on track|on plan|green|under control)|thanks|thanks? (?:you|a lot)",
  "tout (?:va bien|roule|est (?:ok|bon|sous controle|au vert)|se passe bien|ok)|merci",
);
const UNCHANGED = "(?:unchanged|the same)";
const UNCHANGED_FR = "(?:inchangee?s?|identiques?|les? memes?)";
/** “Same as last month”, « Pas de changement par rapport au mois dernier ». */
const SINCE = ONE_OF(
  `(?:as(?: (?:in|per|for|on))?|from|since|vs|versus|compared (?:to|with)|like) ${ONE_OF("above|previously", LAST)}`,
  `(?:que |qu'en |qu'|en |a |au |de |du |depuis |par rapport (?:a|au) )${ONE_OF("dernier point|ci dessus|precedemment", LAST)}`,
);
const WAS = ONE_OF(
  `as (?:usual|above|previously|(?:(?:per|in|at|for|reported|mentioned|told|said) )?${LAST})|(?:like|see|voir) ${LAST}`,
  `comme (?:d'habitude|precedemment|${LAST})`,
);
/** What may stand behind it, the last of several. */
const TAIL = new RegExp(
  ` ${ONE_OF(TIME, AS_KNOWN, OF_WHOM, CALM_TOO, SINCE, WAS, "unchanged|inchangee?s?|idem|(?:no|sans|pas de) (?:change|changement)s?|same")}$`,
  "u",
);

/** With what may stand behind it, or without. */
function isWith(whole: RegExp, part: string): boolean {
  for (let rest = part; ; ) {
    if (whole.test(rest)) return true;
    const shorter = rest.replace(TAIL, "");
    if (shorter === rest) return false;
    rest = shorter;
  }
}

const CALM = ONE_OF(
  CALM_TOO,
  "on track|on plan|(?:we're|we are) (?:good|fine|ok|on track)|ok|as planned|c'est bon|comme prevu",
);
const CALM_PART = WHOLE(CALM, `(?: ${TIME})?`);
const TIME_ALONE = WHOLE(TIME);
/** What may stand behind that there is none. */
const REMARK = WHOLE(
  "(?:which is|for once|luckily|fortunately|ce qui est|c'est|pour une fois|heureusement)",
  "(?: (?:new|good|rare|a first|nouveau|bien|rare|une premiere))?",
);
const MATTERS_LABEL = ONE_OF(MATTER, NEWS, OWN, "actions?", `help wanted|${HELP} ${ONE_OF(NEEDED, EXPECTED)}`);
const MATTER_LABEL = WHOLE(MATTERS_LABEL);
const LABEL_OF: Partial<Record<Feed, RegExp>> = {
  ask: WHOLE(ONE_OF(MATTERS_LABEL, GIVEN)),
  decision: WHOLE(ONE_OF(MATTERS_LABEL, "decisions?|arbitrages?")),
};
/** “Approvals: none yet” waits for them, as “Approval: no news”. */
const GIVEN_LABEL = WHOLE(ONE_OF(GIVEN));
const WAITING = /\b(?:yet|so far|to date|since|still|pas encore|a ce jour|a date|jusqu\p{L}*|depuis|toujours)\b/u;

/** “No decision yet” waits for one, “No decision needed yet” does not. */
const AWAITED = new RegExp(
  `\\b(?:decisions?|arbitrages?|actions?|news|nouvelles?)\\b(?! ${ONE_OF(NEEDED, EXPECTED)})`,
  "u",
);
const NOT_MADE = new RegExp(`${WAITING.source}|\\b(?:as of|from|${LAST})\\b`, "u");

const NOTHING_DECIDED = WHOLE("(?:nothing (?:was |has been )?|rien (?:n'a ete |de )?)decide[ds]?");

const NOWHERE = WHOLE("(?:nowhere|nulle part)");

const NONE_OF = new Map<Feed, RegExp>();

function noneOfFeed(feed: Feed): RegExp {
  const none = NONE_OF.get(feed) ?? noneOf(ASKED[feed]);
  NONE_OF.set(feed, none);
  return none;
}

const NONE_SAID = new Map<Feed, (text: string) => boolean>();

/** Whether a short text says that there is none of what is asked with this feed, and nothing else. */
function noneSaid(feed: Feed): (text: string) => boolean {
  const known = NONE_SAID.get(feed);
  if (known) return known;
  const none = noneOfFeed(feed);
  const decided = feed === "decision" ? NOTHING_DECIDED : feed === "appearance" ? NOWHERE : null;
  const saysSo = (part: string) =>
    isWith(none, part) || EMPTY.test(part) || CALM_PART.test(part) || (decided !== null && isWith(decided, part));
  const label = LABEL_OF[feed] ?? MATTER_LABEL;
  const says = remembered((text) => {
    const parts = partsOf(text);
    if (parts === null) return false;
    if (feed === "ask" && parts.some((part) => AWAITED.test(part)) && parts.some((part) => NOT_MADE.test(part)))
      return false;
    const isSaid = (part: string, place: number) => {
      const next = parts[place + 1];
      return next === undefined || !label.test(part) || (place > 0 && !isWith(none, next));
    };
    const said = parts.filter((part, place) => isSaid(part, place) && !(parts.length > 1 && TIME_ALONE.test(part)));
    const isGiven = feed === "ask" && parts.length > 1 && GIVEN_LABEL.test(parts[0] ?? "");
    if (isGiven && said.some((part) => WAITING.test(part) || isAsItWas(part))) return false;
    const isNone = (part: string) => isWith(none, part) && !isAsItWas(part) && !NO.test(part);
    // “None, same as last month” says that there was none either; “No, still open” does not.
    const hasNone = said.some(isNone);
    const isSo = (part: string) => saysSo(part) || (hasNone && isWith(SAME, part));
    const [first = ""] = said;
    return isSo(first) && said.every((part) => isSo(part) || REMARK.test(part));
  });
  NONE_SAID.set(feed, says);
  return says;
}

/**
 * Whether what was asked with this feed has no answer: it has no content, or where it asks for something (a risk, a blocker,
 * an ask …) says that there is none: “No asks this month.”, “N/A – all good”, « Pas de besoin pour l’instant »; or nothing
 * new. An ask that is “the same as last month” is asked again.
 */
export function saysNothing(text: string, feed: Feed): boolean {
  if (isLeftEmpty(text)) return true;
  if (ITEM_OF_FEED[feed] === undefined || !isShort(text) || ASKS_WHETHER.test(text)) return false;
  return noneSaid(feed)(text) || (feed !== "ask" && saysNoNews(text));
}

const THE = "(?:the |our |my |les? |la |nos |mes )?";
/** Of whatever was asked: as it was. */
const SAME = WHOLE(
  ONE_OF(
    `(?:still )?${THERE_IS}(?:no|nothing) (?:${FEWER})*(?:${NEWS})(?: ${ONE_OF(NEEDED, EXPECTED, "planned|foreseen")}| (?:to|in|on) ${THE}${MATTER})?`,
    `(?:${NO_FR}|sans |toujours ${NONE_FR})(?:${FEWER_FR})*(?:${NEWS})(?: ${ONE_OF(NEEDED, EXPECTED, "prevue?s?")}| (?:sur|dans) ${THE}${MATTER})?`,
    "nothing (?:new|else|more|further|(?:has )?changed|to add)|(?:(?:has|have) not|hasn't|haven't|not) (?:changed|moved)",
    "rien (?:de (?:neuf|nouveau|plus)|d'autre|n'a (?:change|bouge|evolue)|a ajouter)|(?:n'a |n'ont )?pas (?:change|bouge|evolue)",
    "tb[acd]|to be (?:confirmed|decided|defined|determined)|a (?:confirmer|definir|preciser)",
    `(?:still |all |remains? |situation )*${UNCHANGED}|(?:still )?same(?: status)?|ditto|status quo|statu quo|idem(?: ${LAST})?|id|pareil`,
    "still (?:valid|open|current|relevant|true|there)|(?:toujours )?d'actualite|toujours (?:valables?|ouverte?s?)",
    `(?:(?:toujours|reste(?:nt)?|situation) )*${UNCHANGED_FR}|(?:toujours )?(?:(?:le|la|les) )?memes?(?: (?:chose|situation))?`,
    WAS,
  ),
);
/** Of what it names: that it is as it was, or that there is nothing beside it. */
const NOTHING_BESIDE = WHOLE(
  ONE_OF(
    `${THERE_IS}no (?:${FEWER})*(?:${NEW}) (?:${FEWER})*${MATTER}(?:,? (?:and |or )?(?:no )?(?:${NEW} )?${MATTER})?`,
    `none (?:${NEW}|else|to add)|no (?:${NEW}) ones|${THERE_IS}no (?:${FEWER})*${MATTER} to add|${NO_FR}${MATTER} a ajouter`,
    `${NO_FR}(?:${FEWER_FR})*(?:${NEW_FR})(?: (?:${FEWER_FR})*${MATTER})?|aucune?s? (?:de plus|supplementaires?)`,
    `${NO_FR}${MATTER} (?:nouve(?:au|aux|lles?)|supplementaires?)`,
    `(?:still )?(?:the )?same ${MATTER}|(?:toujours )?(?:(?:le|la|les) )?memes? ${MATTER}`,
    `(?:(?:all|the|our|existing|other|previous|old|known|les?|la|autres) )*(?:${MATTER}|ones) (?:(?:is|are|remains?|still|reste(?:nt)?|toujours|est|sont) )*${ONE_OF(UNCHANGED, UNCHANGED_FR)}`,
  ),
);

function isAsItWas(part: string): boolean {
  return isWith(SAME, part) || isWith(NOTHING_BESIDE, part);
}

let isCompiled = false;
/**
 * Compiles what finds that there is none, a part at each turn: V8 does it at a part's first text, and better at its second,
 * and anew beyond Latin. Nothing after that.
 */
export function* compileNoneInTurn(): Generator<void> {
  if (isCompiled) return;
  isCompiled = true;
  for (const text of ["x", "y", "€", "€ y"]) {
    for (const expression of [TAIL, SAME, NOTHING_BESIDE, EMPTY, CALM_PART]) {
      expression.test(text);
      yield;
    }
    for (const feed of ["blocker", "ask", "decision"] as const) {
      const none = noneOfFeed(feed);
      yield;
      none.test(text);
      yield;
      noneSaid(feed)(text);
      yield;
    }
  }
}

const SORRY = /^(?:sorry|desolee?)$/u;
const NO = /^(?:no(?:pe)?|non)$/u;

/**
 * Of a matter that stands it says that it stands: “Nothing new.”, “No update”, « Rien de neuf », “Same as last month”; or that
 * there is nothing beside it: “No new blockers”.
 */
export function saysNoNews(text: string): boolean {
  return isShort(text) && !ASKS_WHETHER.test(text) && isNoNews(text);
}

const isNoNews = remembered((text) => {
  const said = withoutLabel(partsOf(text) ?? [], MATTER_LABEL);
  const isBeside = (part: string) => [CALM_PART, REMARK, SORRY, NO].some((beside) => beside.test(part));
  return said.some(isAsItWas) && said.every((part) => isAsItWas(part) || isBeside(part));
});
