/**
 * Whether words ask for something, whoever is meant: a guess by the commonest words of asking, in English and French. It
 * errs on the side of asking: what it finds is told to nobody, only nothing reassuring is said beside it. Pure.
 */
import { lazily } from "../../platform/lazily.ts";

const NAMED_LINK = /\[([^[\]\n]*)\]\([^()\n]*\)/gu;
const LINK_OR_CODE = /https?:\/\/\S+|`[^`\n]*`/gu;
const MAY_LINK = /[[`]|:\/\//u;

/** That nothing is asked, or thanks: neither asks. */
const ASKS_NOTHING = anyOf(
  "giu",
  "nothing (?:else |more |further |new )*(?:is |was |[’']s )?(?:needed|required|asked|expected|wanted)(?: (?:from|of) (?:you|anybody|anyone))?",
  "needs? nothing(?: (?:from|of) (?:you|anybody|anyone))?|nothing (?:from|for|of) you",
  "no (?:\\p{L}+ )?(?:is |was )?needed|no (?:more |further |longer )?needs?(?! \\p{L}*ing)|no longer needed|no (?:help|asks?|requests?|questions?|support)(?! (?:so far|from|yet from))(?: (?:is |was )?(?:needed|wanted|required|yet|for now))?",
  "(?:not|never|(?:do|does|did|is|was)n[’']t) (?:be )?need(?:ed|s)?|(?:pull|merge|feature|change) requests?|thank (?:you|u)(?: all)?|thanks to you",
  "nothing (?:(?:is |left )?to (?:be )?(?:decided?|signe?d?|approved?|confirm(?:ed)?)|(?:is )?(?:blocked|stuck|missing|on hold))|(?:not|no longer) (?:blocked|stuck|missing|on hold)|no (?:open|unresolved) (?:points?|decisions?|issues?)",
  "rien (?:ne manque|n[’']est (?:bloqué|en suspens))|(?:aucun|pas de|plus de|sans) points? ouverts?",
  "rien (?:à (?:décider|demander|signaler|faire|arbitrer|valider)|n[’']est (?:attendu|demandé|nécessaire|requis))(?: de (?:vous|votre part|personne))?|rien (?:de|pour) (?:vous|votre part)",
  "(?:pas|plus|aucun|sans|nul) (?:de )?besoin(?: (?:de |d[’'])aide)?|(?:pas |plus |sans )(?:de |d[’'])?aide|aucune? (?:aide|demande|question|décision|besoin|urgence)(?: (?:attendue?|nécessaire|requise?))?(?: de (?:vous|votre part))?|[àÀ] l[’']aide|rendez-vous",
  "l[àa] où [^.;:!?]{0,40}?(?:(?:nous|les?|la) |l[’'])attend(?:ent|ait|aient)?",
  "(?:je |nous )?vous remerci\\p{L}+|merci à (?:vous|tous)(?: tous)?",
);

const ASKS = anyOf(
  "iu",
  "please|pls|kindly|asap|urgent(?:ly)?",
  "needs?|needed|needing|requires?|required|requiring",
  "help(?:s|ed|ful|ing)?|helping hand|support(?: from| by| of)|appreciated?|grateful|welcomed?|volunteers?|mentor(?:s|ship|ing)?",
  "wanted|looking for|seeking|waiting (?:for|on)|reach out|get in touch|feel free|let (?:us|me) know|call for|chime in|interested|bear with|owes? (?:us|me)|we (?:still |just )?wait|(?:we are|we[’']re|still|keep|kept) waiting|tb[cd]|to be (?:confirmed|determined)",
  "asks?|asked|asking|requests?|requested|requesting|begs?|wish(?:es)?|hop(?:e|es|ing) (?:you|for)",
  "you(?:r|rs|rself)?|(?:could|can|would|should|may|might) (?:someone|somebody|anyone|anybody|we (?:have|get))",
  "(?:would|[’']d) (?:be (?:good|great|nice|useful|welcome)|like|love|value)|somebody (?:senior|above|has to|must|should)|someone (?:to|who|has to|must)|anyone (?:has to|must)|people to|must (?:decide|choose|sign|approve|answer)",
  "(?:decision|approval|signature|sign-off|answer|go-ahead|arbitration) (?:is |are )?(?:pending|due|outstanding|missing|awaited)|(?:await|escalat)\\p{L}*|unless",
  "(?:has|have) to (?:be|have|get|open|answer|choose|agree|pay|deliver|provide|replace|grant|take)|must|approve|sign|decide|confirm|blocked|stuck|missing|release|if (?:nobody|no one)|(?:count|counting|depends?|depending) on|we (?:have no|lack)|without (?:an? |the |your |their )?(?:answer|reply|decision|approval)",
  "(?:somebody|someone|anybody|(?:steering )?committee|board|sponsors?|management) (?:should|ought to|is to|to)|your call|only \\p{L}+ can|we (?:propose|recommend|suggest)|(?:give|send|get|grant|allow|lend|find|buy) us",
  "(?:cannot|can[’']t|can not|unable to) (?:start|begin|go on|go ahead|go live|continue|proceed|move|launch|deliver|finish|make)|nothing (?:moves|happens|goes on)|on hold|(?:held up|stalled|at a standstill|tied) (?:until|till|for|by)|(?:is|are|am) (?:short|out) of|(?:under|short-?)staffed|for (?:lack|want) of",
  "(?:no|any|without) (?:reply|answer|word|feedback|news|response) (?:yet|from)|to be (?:decided|agreed|approved|settled|chosen)|(?:open|unresolved) (?:points?|decisions?|issues?)|undecided|not (?:yet )?decided|(?:has|have|had)(?: not|n[’']t) (?:yet )?(?:answered|replied|responded|decided)|decision (?:by|before|on (?:mon|tues|wednes|thurs|fri)day|to (?:be )?(?:take|made?|taken)|on [^.;:!]{3,60} is (?:overdue|late|open))|at the latest|no later than|outstanding|pending|(?:is|it[’']s) up to (?:the|you|him|her|them|us)|yet to (?:come back|answer|reply|respond|decide|confirm|sign|approve|agree)|choose between|time to (?:choose|decide)|(?:sits|is|lies|rests) with (?:legal|procurement|finance|the)|on (?:the )?\\p{L}+[’']s desk|in (?:the )?\\p{L}+[’']s court",
  "(?:could|would) (?:do with|use|speed|unblock|take)|(?:one|two|three|four|\\d+) more \\p{L}+(?: \\p{L}+)? (?:and|would)|or (?:else )?we|otherwise we|if [^.;:!]{3,80} (?:not|nobody|no) [^.;:!]{0,40}(?<!\\p{L})we|(?<=^|[.;:!]\\s)without [^.;:!]+",
  "s[’']il (?:vous|te) pla[iî]t|svp|stp|(?:merci|prière) d(?:e|[’'])|veuillez|n[’']hésitez|tenez|urgente?s?|urgence|d[’']urgence",
  "bitte|brauchen|benötigen|dringend|por favor|necesitamos|necesito|per favore|abbiamo bisogno|precisamos|alstublieft|wij hebben nodig",
  "doi(?:t|vent) (?:encore |nous )?(?:ouvrir|décider|trancher|signer|valider|approuver|répondre|choisir|confirmer|donner|fournir|débloquer|autoriser|arbitrer)|ne nous (?:a|ont) (?:toujours |encore )?pas (?:encore )?(?:répondu|donné|dit|envoyé)|toujours pas (?:sign|valid|tranch|décid|approuv|confirm|reçu|répondu)\\p{L}*|(?:validation|décision|signature|approbation) à venir|(?:ne sait|ignore) (?:pas )?qui (?:décide|tranche|signe|valide)",
  "besoins?|nécessit\\p{L}+|(?<!n(?:e |[’']))(?:est|sont|ser(?:a|ait|aient|ont)) nécessaires?|(?:nous|me) doi(?:t|vent)|recherch(?:ons|e\\s*:\\s*(?:une?|des|deux|trois|quelqu[’']un))|faut|faudrai\\p{L}+|manque(?:nt)?|requier\\p{L}+|requise?s?",
  "vous|votre|vos|vôtres?|toi|pouv(?:ez|ons)-(?:vous|nous)|pourri(?:ez|ons)|peut-on|pourrait-on",
  "aide[rz]?|aidera\\p{L}*|coup de main|appui|soutien|bienvenue?s?|volontaires?|un mot d(?:e|u|[’'])|un plus",
  "demand(?:e|es|ent|er|ons|ez|ée?s?)|souhait\\p{L}+|aimeri\\p{L}+|voudri\\p{L}+|attend(?:s|ons|ent|ue?s?)?|en attente|dites|(?:faites|fais)(?:-| le )(?:nous|moi|savoir)|relanc\\p{L}+",
  "accords? d(?:e|u|[’'])|débloquer|compt(?:e|ons|ant) sur|si personne|nous n[’']avons (?:pas|plus|aucun)|dépend(?:ons|ent)? d|trancher|arbitrer|valider|signer|décider|bloqué(?:e?s?)|sans (?:la |une |votre )?(?:réponse|décision|validation|nouvelles?)",
  "(?:quelqu[’']un|comité(?: de pilotage)?|direction|sponsors?) (?:devrai(?:t|ent)|doi(?:t|vent)|pourrai(?:t|ent)|choisi(?:t|ssent))|(?:de|à|pour|faire) choisir|à (?:toi|vous) de|(?:nous|je) propos(?:ons|e)",
  "(?:nous|on|je) ne (?:pouvons|peut|peux) (?:pas|plus)|impossible d(?:e|[’'])|rien n[’']avance|tant que|à l[’']arrêt|en suspens|au point mort|faute de|sous-effectif|à court d(?:e|[’'])",
  "pas (?:encore )?de (?:réponse|retour|nouvelles?|décision|accord)|aucune? (?:réponse|retour|nouvelle|accord)|points? ouverts?|dans l[’']attente|feu vert|visa d(?:e|u)|(?:prête?s? )?pour (?:décision|validation|accord|avis|arbitrage)|remont(?:ée?s?|ons|e) (?:au|aux|à)|décisions? (?:à prendre|tarde(?:nt)?)|décision (?:avant|d[’']ici)|reste à (?:obtenir|convaincre)|sur le bureau d(?:e|u|[’'])|dans le camp d(?:e|u|[’'])|chez (?:le|la|les) (?:juridique|achats|direction|fournisseur)",
  "(?:ce|il) serait|accélérerai(?:t|ent)|avec [^.;:!]{3,60} de plus|sinon(?:,)? (?:nous|on|la|le|les)|faute de quoi|si [^.;:!]{3,80} (?:ne|n[’'])[^.;:!]{0,20} (?:pas|plus|jamais)|(?<=^|[.;:!]\\s)sans [^.;:!]+,",
  "blockers?\\s*:(?!\\s*(?:none|nothing|no|n/a|nil|0|[-–—])(?![\\p{L}\\p{N}]))|unclear who|who \\p{L}+ [^.;:!?]{3,60} is (?:unclear|open)",
  "(?:n[’']a|n[’']ont) (?:pas|toujours pas|pas encore) (?:répondu|décidé|tranché)|personne n[’']a (?:répondu|décidé|tranché)|points? bloquants?\\s*:(?!\\s*(?:aucun|rien|néant|non|0|[-–—])(?![\\p{L}\\p{N}]))",
  "au plus tard|décision (?:lundi|mardi|mercredi|jeudi|vendredi)|à confirmer par|arbitrages?|sauf si|à moins (?:que|d)",
);

/** French to several people or politely: « donnez-nous »; a name in the middle of a sentence is none. */
const TOLD_TO_DO =
  /(?<![\p{L}\p{N}])(?!(?:[Cc]h|[Aa]ss)ez(?!\p{L}))(?:\p{Ll}|(?<=(?:^|[.;:!])\s*)\p{Lu})\p{Ll}+ez(?!\p{L})/u;

/** Words that have a capital though they name nobody. */
const NOBODY =
  "(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|Christmas|Easter|Noël|Pâques|Phase|Release|Version|(?:I|We|You|They|He|She|It|This|That|These|Those|There|The|An?|All|One|Each|Every|Some|Any|No|Our|Your|My|Their|His|Her|Its|What|Who|Which|Then|Now|Also|Today|Tomorrow|Yesterday|Nous|Vous|On|Ils?|Elles?|Ce|Cela|Ça|Les?|La|Une?|Des|Tout|Tous|Chacune?|Personne|Rien|Qui|Celui|Celle|Notre|Votre|Leur|Plus)(?!\\p{L})|(?:Some|Any|No|Every)(?:one|body|thing))";
const NAME = `(?<![\\p{L}\\p{N}])${NOBODY}(?<name>\\p{Lu}\\p{Ll}+(?:-\\p{Lu}\\p{Ll}+)?(?:\\s\\p{Lu}[\\p{Ll}’'-]+)?)(?![\\p{L}\\p{N}])`;
const MAY_NAME = /\p{Lu}\p{Ll}/u;
const OF_NAME = `d(?:e\\s+|[’'])${NAME}`;
const DECIDES =
  "(?:\\p{Ll}+\\s+)?(?:sign|approve|decide|confirm|answer|reply|respond|choose|agree|act|accept|grant|settle|release|validate)";
const DECIDE_IN_FRENCH =
  "(?:signer|valider|décider|trancher|répondre|confirmer|arbitrer|approuver|choisir|débloquer|agir|donner|accepter|autoriser)";

/** In which a name is that of whoever has to act. */
const TO_ACT = [
  `(?:[Ww]ait(?:s|ing)?\\s+(?:for|on)|[Aa]wait(?:s|ing)?|(?:is|[’']s|are)\\s+(?:now\\s+|still\\s+)?up\\s+to|[Oo]ver\\s+to|(?:[Bb]all|[Dd]ecision|[Cc]all|[Ii]t)(?:\\s+now|\\s+still)?\\s+(?:is|sits|lies|rests)\\s+with|[Cc]ount(?:s|ing)?\\s+on|[Cc]ompt(?:e|ons|ent|ant)\\s+sur|(?:[Oo]n|[Nn]ous|[Ii]ls|[Ee]lles|[Jj][’'])\\s*attend(?:s|ons|ent)?|[Ff]aut\\s+que|(?:main|balle|parole)\\s+est\\s+(?:à|chez))\\s+${NAME}`,
  `(?:[Uu]nless|[Uu]ntil|[Nn]eeds?|[Dd]epends?\\s+on|[Pp]ending|[Rr]equires?|[Ss]ubject\\s+to|[Ww]ithout)\\s+${NAME}(?:[’']s\\s+\\p{Ll}|\\s+(?:to\\s+\\p{Ll}|(?:has\\s+)?(?:sign|approve|decide|confirm|answer|replie|agree|accept|release|say)e?[sd](?!\\p{L})))`,
  `${NAME}(?:[’']s\\s+(?:turn|move|call|court|desk|hands)|\\s+(?:must|has\\s+to|needs\\s+to|should|ought\\s+to|has\\s+yet\\s+to|to)\\s+${DECIDES}|\\s+(?:has|holds)\\s+the\\s+(?:pen|ball)|\\s+a\\s+la\\s+(?:main|balle))(?!\\p{L})`,
  `(?:[Cc]an|[Cc]ould|[Ww]ill|[Ww]ould)\\s+${NAME}\\s+${DECIDES}(?!\\p{L})`,
  `(?:[Aa]ctions?|[Tt]o\\s?do|À\\s+faire)\\s*:\\s*${NAME}(?=\\s*(?:[.;,!\\n]|$))`,
  `(?:[Àà]|(?<=^|[.;:!?]\\s)A)\\s+${NAME}\\s+(?:que|d(?:e\\s+|[’'])\\p{Ll}+(?:er|ir|re))(?!\\p{L})`,
  `(?:[Tt]our|camp|mains|bureau|[Dd]épend(?:ons|ent|ra)?|[Aa]ttente)\\s+${OF_NAME}`,
  `[Aa]tten(?:d(?:s|ons|ent|ant|re)?|te)\\s+(?:de\\s+|d[’'])?(?:(?:la|le|les|une?|son|sa)\\s+\\p{Ll}+\\s+|l[’']\\p{Ll}+\\s+)?(?:${OF_NAME}|que\\s+${NAME})`,
  `${NAME}\\s+(?:doit|devra|devrait|(?:peut|pourrait)-(?:il|elle))\\s+(?:encore\\s+|maintenant\\s+)?${DECIDE_IN_FRENCH}(?!\\p{L})`,
].map((form) => lazily(() => new RegExp(form, "gu")));

/** It speaks to a name: “Lucie, could you …”, « Lucie : peux-tu … », “@Lucie, please …”, “Please sign, Lucie.”. */
const SPOKEN_TO = [
  `(?<=^|[.;:!?\\n]\\s*|@)${NAME}\\s*[,:–-]\\s*(?:please|(?:can|could|would|will)\\s+you|you(?:r)?\\s|we\\s+(?:need|wait\\s+for)\\s+you|peux-tu|pou(?:vez|rriez)-vous|pourrais-tu|merci\\s+de|ta\\s|ton\\s|vo(?:tre|s)\\s|tu\\s|vous\\s|à\\s+(?:toi|vous)\\s|(?:nous|on)\\s+attend(?:ons)?\\s+(?:ta|ton|vo(?:tre|s))\\s)`,
  `(?:[Pp]lease|[Kk]indly|[Mm]erci\\s+de|[Vv]euillez)\\s[^.;:!?\\n]{1,80},\\s*${NAME}(?=\\s*(?:[.!?\\n]|$))`,
].map((form) => lazily(() => new RegExp(form, "gu")));

/** As `compileInTurn` of what finds days. */
export function* compileNamesInTurn(): Generator<void> {
  for (const text of ["", "’"])
    for (const pattern of [...TO_ACT, ...SPOKEN_TO]) {
      namesBy(pattern(), text);
      yield;
    }
}

/** Whether somebody is asked for something in it: a word, help, an answer. A question always asks. */
export function isAsking(text: string): boolean {
  const words = MAY_LINK.test(text) ? text.replace(NAMED_LINK, "$1").replace(LINK_OR_CODE, " ") : text;
  if (words.includes("?")) return true;
  return (asksFor(words) && asksFor(words.replaceAll(ASKS_NOTHING(), " "))) || namesWhoMustAct(words);
}

function asksFor(words: string): boolean {
  return ASKS().test(words) || (words.includes("ez") && TOLD_TO_DO.test(words));
}

function namesWhoMustAct(text: string): boolean {
  return MAY_NAME.test(text) && TO_ACT.some((pattern) => isIn(text, pattern()));
}

function isIn(text: string, pattern: RegExp): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}

/** Not by `matchAll`, which makes an expression anew for each text. */
function namesBy(pattern: RegExp, text: string): string[] {
  const names = new Set<string>();
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) names.add(match.groups?.name ?? "");
  return [...names];
}

/** One of these words or groups of words, whole or up to an apostrophe; `\b` does not know accents. */
function anyOf(flags: string, ...words: readonly string[]): () => RegExp {
  return lazily(() => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join("|")})(?:(?<=[’'])|(?![\\p{L}\\p{N}]))`, flags));
}
