/**
 * Which sentences seem to tell of somebody's health or family, faith, union or absence: a guess by what people commonly
 * write, in English and French, which their author is asked about. It errs on the side of finding nothing. Pure.
 */
import { lazily } from "../../platform/lazily.ts";
import { remembered } from "../../platform/remembered.ts";

export const SUBJECTS = ["health", "faith", "union", "absence"] as const;
export type Subject = (typeof SUBJECTS)[number];

/**
 * Of each subject the stems without one of which nothing of it is said: in most texts nothing else is looked for. The first
 * three signs of each are letters as they stand, behind a `\b` at most.
 */
const STEMS = [
  ...String.raw`
    sick|unwell|burn|hospit|surg|operation|opér|pregnan|natal|maternit|paternit|parental|adoption|carer|leave|
    miscarr|birth|newborn|cancer|chemo|chimio|depress|dépress|épuisement|breakdown|mental|panic|covid|doctor|
    medical|dentist|therap|thérap|funeral|bereave|mourning|passed away|died|divorce|custody|wife|husband|
    daughter|mother|father|parents|child|baby|brother|sister|family|famil|spouse|health|santé|broke|concussion|
    unfit|phased|arrêt|congé|enceinte|grossesse|accouch|fausse couche|deuil|décès|décéd|obsèques|funérailles|
    enterrement|malade|médec|médic|invalid|rqth|handicap|cassé|femme|épou|fille|fils|mère|père|maman|papa|
    enfant|bébé|frère|sœur|conjoint|proche aidant|naissance|ramad|kippu|kippou|rosh|hanuk|hanouk|passover|pess|
    shab|chab|sabb|diwali|church|mosque|mosqu|synagog|messe|pray|pilgrim|pèlerin|hajj|umrah|fasting|jeûn|
    carême|relig|muslim|jewish|hindu|catholic|confession|union|steward|works council|strike|syndic|syndiq|
    délégu|délégation|grève|holiday|vacation|absent|office|away|vacances|rtt|hôpital|hopital|tumor|tumour|
    \bill\b|flu\b|\bson\b|\bmum\b|\bmom\b|\bdad\b|\bkids?\b|mari\b|\beid\b|\baïd\b|\bcse\b|
    heart attack|infarct|\bavc\b|stroke|cardia|pneumon|migrain|diabet|diabèt|dement|démence|alzheimer|
    parkinson|epilep|épilep|asthm|arthrit|leuk|leucém|appendic|tendini|tendono|carpal|carpien|slipped disc|
    hernie|lumbago|sciat|sclér|entorse|gastro|angine|grippe|tested positive|cas contact|diagnos|rehab|
    wheelchair|fauteuil|crutches|béquill|labou?r\b|accident|antid|medication|suicid|self-harm|alcool|bipola|
    schizo|autis|adhd|tdah|\bhiv\b|\bvih\b|dialys|\bivf\b|\bpma\b|souffrant|anxi|stress|prays|
    \bprie\b|cgt|cfdt|cftc|unsa|picket|won[’']t be|days? off|weeks? off|months? off|afternoons? off|
    mornings? off|pas là|\bposé|bed rest|sober|quarant|intensive|a&e|emergency room|urgences|réanim|alité|
    \bcure\b|à bout|sabbat|’s not|'s not|lost h|perdu s|ne va pas|se sent pas|partner|compag|clini|expecting|
    signed off|griev|in shock|attend|arrêté|\bpris\b|prend|prenn|unavailable|not available|disponible|
    up twice|threw up|throwing up|vomi|back is`
    .trim()
    .split(/\|\s*/),
  String.raw`is (?:off|out)\b`,
  String.raw`be (?:off|out)\b`,
  String.raw`was (?:off|out)\b`,
  String.raw`’s (?:off|out)\b`,
  String.raw`'s (?:off|out)\b`,
  String.raw`not (?:in|here|around)\b`,
  String.raw`n’t (?:in|here|around)\b`,
  String.raw`n't (?:in|here|around)\b`,
  String.raw`\boff (?:on|until|till|with)\b`,
  "not (?:well|doing|feel)",
  "n’t (?:well|feel)",
  "n't (?:well|feel)",
  "mal (?:au|à la)",
];
const STEM = new RegExp(STEMS.join("|"), "y");

/** Places of a table by the three signs with which a stem begins. */
const BEGINNINGS = new Uint8Array(4096);
for (const stem of STEMS) {
  const [, signs] = /^(?:\\b)?([\p{L} ’'&]{3})(?![?*])/u.exec(stem) ?? [];
  if (signs === undefined) throw new Error(`${stem} does not begin with three signs that stand for themselves`);
  BEGINNINGS[placeOf(signs.charCodeAt(0), signs.charCodeAt(1), signs.charCodeAt(2))] = 1;
}

function placeOf(one: number, two: number, three: number): number {
  return ((one * 37 + two) * 37 + three) % BEGINNINGS.length;
}

/** Of words in small letters. It is tried only where a stem may begin: at each place it takes three times as long. */
function hasStem(words: string): boolean {
  let [one, two] = [words.charCodeAt(0), words.charCodeAt(1)];
  for (let at = 2; at < words.length; at += 1) {
    const three = words.charCodeAt(at);
    if (BEGINNINGS[placeOf(one, two, three)] === 1) {
      STEM.lastIndex = at - 2;
      if (STEM.test(words)) return true;
    }
    [one, two] = [two, three];
  }
  return false;
}

const WORD = "[\\p{L}’'-]+";
/** Behind these nobody's own are told of, but a product's. */
const OF_A_PRODUCT =
  "(?! (?:polic|modul|process|feature|form|request|event|handler|balance|type|rules?|pages?|app|campaign|promotion|sale|offer|peak|traffic|range|assortment|collection|mode|season))";
/** Told of somebody, and not of a market. */
const ILLNESS =
  "(?:pneumonia|migraines?|diabet(?:es|ic)|dementia|alzheimer[’']?s?|parkinson[’']s|epilep(?:sy|tic)|asthma|arthritis|leuk(?:a)?emia|appendicitis|tend[io]nitis|carpal tunnel|slipped disc|bipolar|schizophreni\\p{L}+|autis(?:m|tic)|adhd|hiv|dialysis|ivf|anxiety|antidepressants|medication)(?!\\p{L})";
/** A clause goes on, or is at its end, and no noun follows. */
const GOES_ON =
  "(?=\\s*(?:[.,;:!?)–-]|$|(?:since|until|till|for|with|from|and|this|after|so|again|today|now|at home|depuis|jusqu|pour|avec|cette|et|donc|après|à)(?!\\p{L})))";

const SIGNS: Readonly<Record<Subject, () => RegExp>> = {
  health: anyOf(
    "sick[- ]leave(?! (?:polic|modul|process|feature|form|request|type|balance))",
    "sick days?(?! (?:polic|balance|request|type))|(?:threw|throwing) up(?=[.,;]|$| (?:twice|again|all|this|last|on))|a vomi(?!\\p{L})|(?:his|her|their|[\\p{L}]+[’']s) back is (?:bad|out|hurting)|mal (?:au dos|à la tête|au ventre|au genou)",
    "off sick|call(?:ed|s|ing) in sick|signed off (?:sick|work)|sick (?:child|kid|daughter|son)",
    `(?:i[’']m|i am|is|are|was|were|been|fell|falls|feels?|still|being) (?:\\p{L}+ )?(?:ill|sick|unwell)${GOES_ON}`,
    "burn[- ]?outs?|burn(?:ed|t) out|(?:nervous|mental) breakdown|panic attacks?|(?:suffers? from|clinical) depression",
    `in hospital${GOES_ON}|(?:my|his|her|their|our) [^.;]{1,30} in (?:the )?hospital|(?:to|taken to|from|out of|at) (?:the )?hospital${GOES_ON}|hospitali[sz]ed`,
    "(?:has|had|have|having|after|for|undergo\\p{L}*|needs?|recover\\p{L}* from|his|her|my|their) (?:(?:an?|his|her|my|their|heart|knee|hip|back|eye|major|minor) )*(?:surgery|an operation)(?!\\p{L})",
    "pregnan(?:t|cy)|miscarriage|gave birth|newborn|due to give birth",
    `(?:maternity|paternity|parental|adoption|carer[’']?s?|compassionate|bereavement|medical|family) leave${OF_A_PRODUCT}`,
    "(?:has|have|had|with|from|got|for|his|her|my) (?:\\p{L}+ )?cancer|chemo(?:therapy)?|in therapy",
    "(?:has|have|had|with|got|caught|down with|positive for) (?:the )?(?:covid(?:-19)?|flu)(?!\\p{L})",
    "(?:doctor|dentist|physio|therapist|hospital|medical)(?:[’']s)? (?:appointment|note|certificate|reasons?|treatment|procedure)|(?:sees?|seeing|saw|at) (?:the|a|his|her|my) (?:doctor|therapist|psychiatrist)",
    "funeral|bereave(?:d|ment)|in mourning|passed away|(?:father|mother|wife|husband|son|daughter|brother|sister|grandmother|grandfather|colleague|mum|dad) (?:has )?died",
    "divorc(?:e|ed|ing)|custody of",
    `(?:my|his|her) (?:${WORD} )?(?:wife|husband|daughter|sons?|mother|father|mum|mom|dad|parents|child|children|kids?|baby|brother|sister|grandmother|grandfather|spouse|fiancée?|family)(?!\\p{L})`,
    "(?:their|our) (?:wife|husband|daughter|baby|mum|mom|dad)(?!\\p{L})|family (?:emergency|reasons?|matters?|illness)",
    "(?:for|due to|because of) (?:\\p{L}+ )?health reasons|(?:my|his|her) (?:mental )?health(?!\\p{L}| (?:check|score|status|insurance|data))",
    "(?:broke|broken) (?:his|her|my|their|an?) (?:leg|arm|wrist|ankle|foot|hip|hand|collarbone)|concussion|unfit for work|phased return|occupational (?:health|physician)",
    "arrêt (?:de travail|maladie|médical)|en arrêt long|(?:il|elle|je) (?:est|suis|sera|serai|était) en arrêt(?! d)",
    "congés? (?:de )?(?:maladie|maternité|paternité|parental|pathologique|d[’']adoption|deuil|proche aidant|pour enfant malade)",
    "(?<!(?:l[’']|une|cette|les|d[’']|son|sa|notre|votre|petite|nouvelle) ?)enceinte(?! (?:connectée|acoustique|du|des|de la|de l[’']|sportive|fortifiée))(?!\\p{L})",
    "grossesse|fausse couche|(?:a|va|doit|vient d[’']) ?accouch(?:é|er)(?!\\p{L})|accouchera|(?:son|mon) accouchement(?! d)",
    "en deuil(?!\\p{L})|deuil (?:familial|dans sa famille)|(?:est|vient de|sont) décéd(?:ée?s?|er)(?!\\p{L})|décès de (?:son|sa|ses|mon|ma|leur)|obsèques|funérailles|enterrement (?:de (?:son|sa|mon|ma)|d[’']un proche)",
    "(?:est|été|sera|suis|était|toujours|encore) hospitalisée?s?|(?:est|suis|sera|entre|reste) à l[’']hôpital",
    "(?:est|suis|tombée?|sont|sera|était|étais) (?:\\p{L}+ )?malades?(?!\\p{L})|enfants? malades?",
    "épuisement professionnel|(?:en|une|sa|fait une) dépression(?! atmosph)|(?:a|avec|d[’']un|un|son|mon) cancer(?!\\p{L})|chimio(?:thérapie)?|(?:a|attrapé|eu) le covid|positi(?:f|ve) au covid",
    "(?:s[’']est|se|va se|doit se) fai(?:t|re) opérer|(?:a été|va être|est) opérée?(?: d[eu]|[.,;]|$)|(?:opération|intervention) chirurgicale",
    "rendez-vous (?:médical|chez (?:le|la|son|mon) (?:médecin|dentiste|kiné|psy\\p{L}*))|certificat médical|médecin du travail|visite médicale|(?:mi-temps|temps partiel) thérapeutique|inapte au travail",
    "raisons? (?:de santé|médicales?|familiales?)|(?:problèmes?|soucis?|ennuis?) de santé|(?:sa|ma|leur|état de) santé(?! (?:du|des|de la) )|rqth|travailleur handicapé",
    "(?:jambe|bras|poignet|cheville) cassée?|s[’']est cassé (?:la|le|un)",
    `(?:ma|mon|sa|son) (?:${WORD} )?(?:femme|mari|épouse|époux|fille|fils|mère|maman|papa|enfant|bébé|frère|sœur|conjointe?|grand-mère|grand-père)(?!\\p{L}| de (?:discussion|commentaires))|mes (?:enfants|parents)(?!\\p{L})|(?:mon|leur) père(?!\\p{L})`,
    `heart attack|(?:had|has had|having|after) (?:a|his|her) (?:minor |major |second )?stroke(?!\\p{L})|cardiac arrest`,
    `(?:has|have|had|having|got|gets|is|was|from|his|her|their|my) (?:\\p{L}+ ){0,2}${ILLNESS}${OF_A_PRODUCT}`,
    `long covid|(?:was|been|is|were|got|being) diagnosed with|(?:in|into|to|from|out of) rehab(?!\\p{L})|in a wheelchair|on crutches|(?:went|going|goes|gone|is|are) (?:in|into) labou?r(?!\\p{L})|(?:had|has had|after|since) (?:an?|the|his|her) (?:car |bike |bad |serious )?accident${GOES_ON}|on (?:antidepressants|medication)|(?:needs|through|doing) (?:dialysis|ivf)|suicid(?:e|al)(?! (?:mission|burn))|self-harm|(?:on|needs) bed rest|(?:months?|weeks?|years?|days?) sober|intensive care|(?:in|to|at|from|out of) (?:the |a )?clinic${GOES_ON}|signed off (?:for|until|till|by)(?= (?:a |the |two|three|four|six|\\d|his|her)?\\s?(?:weeks?|months?|days?|doctor|gp))|(?:grieving|in shock)(?!\\p{L})|(?:to|in|at) (?:a&e|the emergency room)(?!\\p{L})|off with (?:stress|flu|covid|the flu|a )|stress leave`,
    "(?<!\\p{L})avc(?!\\p{L})|infarctus|crise cardiaque|pneumonie|une migraine|diabète|diabétique|démence|épilepsie|épileptique|asthm(?:e|atique)|leucémie|appendicite|tend[io]nite|canal carpien|hernie (?:discale|inguinale)|lumbago|sciatique|sclérose en plaques|entorse|la (?:grippe|gastro)(?!\\p{L}| d)|une (?:gastro|angine|grippe)(?!\\p{L})|cas contact|(?:en|dans un) fauteuil(?: roulant)?(?= |[.,;]|$)(?! (?:de|d[’']))|béquilles|antidépresseurs?|suicid(?:e|aire)|bipolaire|schizophrén|autis(?:me|te)|(?:a|avec|son|un) (?:tdah|vih)(?!\\p{L})|dialyse|parcours (?:de )?pma|souffrante?(?!\\p{L})|(?:son|l[’']|un) accident (?:de (?:voiture|moto|vélo|ski|travail)|du travail)|depuis son accident|(?:pour|sa|fait une) dépression|plein divorce|alitée?(?!\\p{L})|aux urgences|(?:en|de) clinique(?!\\p{L})|attend (?:un (?:bébé|enfant|heureux)|des jumeaux)(?!\\p{L}| d)|(?:est|était|sera) arrêtée? (?:(?:une|deux|trois|quatre|\\d+) (?:semaines?|mois)|par (?:son|le) médecin)|(?:est|devient|sera|futur) (?:papa|maman)(?!\\p{L})|en réanimation|(?:sort de|en|après|sa) cure(?!\\p{L})|(?:est|sont|était) à bout(?= |[.,;]|$)(?! (?:de|d[’']))",
    "divorcée?s?|son divorce|garde (?:d[’']enfants?|alternée)|proche aidant|naissance de (?:son|sa|mon|ma|leur)",
  ),
  faith: anyOf(
    `(?:ramadan|eid|yom kippur|rosh hashanah|hanukkah|passover|diwali|sabbath|shabbat)(?!\\p{L})${OF_A_PRODUCT}`,
    "(?:go(?:es|ing)?|went) to (?:church|mosque|the mosque|synagogue|the synagogue)|(?:friday|his|her|my) prayers?(?!\\p{L})|pilgrimage|hajj|umrah|(?:is|are|while|was|i[’']m) fasting",
    "(?:my|his|her) (?:religion|religious|faith)(?!\\p{L})|religious (?:holidays?|reasons?|feast|festival)|(?:is|he[’']s|she[’']s|as) an? (?:practi[sc]ing )?(?:muslim|jew|jewish|hindu|catholic)(?!\\p{L})",
    "(?:l[’'])?aïd(?!\\p{L})|(?:yom )?kippour|hanouka|pessa(?:c|k)?h|chabbat|carême",
    "(?:à|de) la (?:messe|mosquée|synagogue)(?!\\p{L})|pèlerinage|(?:il|elle|je) jeûne|pendant (?:le|son) jeûne|(?:sa|ma) (?:religion|confession)(?!\\p{L})|(?:fête|raisons?|motifs?) religieu(?:se|x)s?",
  ),
  union: anyOf(
    "(?:trade|labou?r) union|union (?:rep(?:resentative)?|delegate|member(?:ship)?|meeting|steward|official|activist)s?(?!\\p{L})|shop steward|joined (?:the|a) union|(?:member of|elected to|stands? for|sits? on) the works council|works council (?:member|delegate)",
    "(?:he|she|i) (?:is|was|am|will be) on strike|i[’']m on strike|joined the (?:strike|picket|walk-?out)",
    "(?:adhère|adhérente?|membre|encartée?|élue?|syndiquée?|est|permanente?) (?:à|de|d[’']une section) la (?:cgt|cfdt|cftc|cfe-cgc|unsa)(?!\\p{L})|(?:collègues|développeu(?:rs|ses)|testeu(?:rs|ses)|salariée?s|chauffeurs|ils|elles) (?:sont|seront|étaient|font|feront) (?:en )?grève",
    "syndiquée?s?(?!\\p{L})|délégu\\p{L}+ (?:syndica\\p{L}+|du personnel)|(?:représentant\\p{L}*|mandat|réunion|section|élu\\p{L}*|activité|heures?) syndica\\p{L}+|(?:adhéré|adhère|adhérent\\p{L}*|membre) (?:à un|au|d[’']un|du) syndicat|heures? de délégation",
    "(?:élue?s?|membre|mandat|siège) (?:au |du )cse(?!\\p{L})|(?:il|elle|je) (?:est|suis|était|sera|fait|fais) (?:en )?grève",
  ),
  absence: anyOf(
    `(?<!mouse )on (?:(?:annual|paid|unpaid|extended|special|sabbatical|study|long-term|garden(?:ing)?) )?leave(?!\\p{L})${OF_A_PRODUCT}`,
    `(?:is|are|was|be|goes|been|going|[’']s) (?:\\p{L}+ )?(?:on (?:holidays?|vacation)|absent (?:this|next|until|from|for|on)|out of (?:the )?office|off work)(?!\\p{L})${OF_A_PRODUCT}`,
    "(?:is|are|was|be|[’']s) away (?:until|till|this week|next week|all week|from \\d|for (?:a|two|three|four|\\d+) )",
    "(?:prend|prennent|pris) (?:son|sa|ses) (?:après-midi|matinée|journée|semaine|vendredi|lundi|jours? de congé)(?!\\p{L})",
    "(?:est|sera|était|sont|seront) absente?s? (?:toute|toutes|une|deux|trois|le matin|l[’']après-midi|ce|ces)(?!\\p{L})",
    "(?:on|taking|takes|took) (?:a |his |her )?sabbatical|(?:année|congé) sabbatique",
    "(?:took|takes|taking|has|have|had) (?:the|a|two|three|this|next) (?:day|week|month|afternoon|morning|days|weeks|friday|monday)s? off",
    "(?:a|ont|avait) posé (?:sa|ses|la|une|un|deux|trois|des|son) (?:semaines?|journées?|jours?|congés|rtt|après-midi|matinée|lundi|mardi|mercredi|jeudi|vendredi)",
    "back from (?:\\p{L}+ )?(?:leave|holidays?|vacation)(?!\\p{L})",
    "en (?:congés?|vacances|rtt)(?!\\p{L})|(?:de )?retour de (?:congés?|vacances)(?!\\p{L})",
    "(?:est|sera|était|sont|seront) absente?s?(?= (?:jusqu|cette|ce(?:tte)? |la semaine|depuis|pour|du \\d|le \\d|lundi|mardi|mercredi|jeudi|vendredi|demain|aujourd))",
  ),
};

const NO_NAME = [
  ..."The This That These Those It We You They There Here What Which Who When All Both Everyone Everybody Everything".split(
    " ",
  ),
  ..."Nothing Nobody One Some Today Tomorrow Monday Tuesday Wednesday Thursday Friday Saturday Sunday Our My Your".split(
    " ",
  ),
  ..."Le La Les Un Une Ce Cette Ces Nous Vous On Tout Tous Tout Rien Personne Lundi Mardi Mercredi Jeudi Vendredi".split(
    " ",
  ),
].join("|");
/** Somebody by name, as far as capitals tell. */
const SOMEBODY = `(?:(?!(?:${NO_NAME})(?!\\p{L}))\\p{Lu}\\p{Ll}+(?:-\\p{Lu}\\p{Ll}+)?|[Hh]e|[Ss]he|[Ii]l|[Ee]lle)`;
const WHEN =
  "(?:until|till|today|tomorrow|this (?:week|afternoon|morning)|next week|all (?:day|week)|for (?:the|a|two|three|\\d)|on (?:monday|tuesday|wednesday|thursday|friday|Monday|Tuesday|Wednesday|Thursday|Friday)|from \\d)";

/** Signs that are none of a thing: who is meant stands before them. */
const SIGNS_OF_SOMEBODY: Readonly<Partial<Record<Subject, () => RegExp>>> = {
  health: anyOf(
    `${SOMEBODY}[’']s (?:wife|husband|partner|sons?|daughters?|kids?|child|children|baby|mother|father|mum|mom|dad|parents|brother|sister|family)(?!\\p{L}| (?:of|programmes?|programs?|portal|network|compan|stores?))`,
    `(?:le|la|l[’']|les) ?(?:père|mère|maman|papa|fils|fille|femme|mari|épouse|enfants?|bébé|frère|sœur|compagne|compagnon|parents) (?:de |d[’'])${SOMEBODY}`,
    `${SOMEBODY} (?:has )?lost (?:his|her) (?:father|mother|wife|husband|son|daughter|brother|sister|mum|mom|dad|partner|baby|grand\\p{L}+)`,
    `${SOMEBODY} a perdu (?:son|sa|ses) (?:père|mère|mari|femme|fils|fille|frère|sœur|parents|bébé|compagn(?:e|on)|grand-\\p{L}+)`,
    `${SOMEBODY} (?:is not|isn[’']t|was not|wasn[’']t|[’']s not|does not feel|doesn[’']t feel) (?:well|doing well)(?!\\p{L})|${SOMEBODY} ne (?:va|se sent) pas (?:très )?bien(?!\\p{L})`,
    `${SOMEBODY} (?:is|was) (?:in quarantine|expecting (?:in|a (?:baby|child|boy|girl)|twins|again))(?!\\p{L})|${SOMEBODY} est en quarantaine`,
    `${SOMEBODY} (?:has )?tested positive`,
    `${SOMEBODY} (?:is|was|has been|[’']s) off (?:with|sick)`,
    `${SOMEBODY}[’']s (?:operation|surgery|treatment|therapy|scan|biopsy|pregnancy)(?!\\p{L})`,
    `${SOMEBODY} (?:est|sera|était|reste) en arrêt(?!\\p{L}| d)`,
  ),
  faith: anyOf(`${SOMEBODY} (?:prays|is praying|prie (?:à|le|tous|cinq))(?!\\p{L})`),
  union: anyOf(
    `${SOMEBODY} [^.;]{0,30}\\bunion (?:negotiations|talks|business|duties|work|ballot)`,
    `${SOMEBODY} (?:est|siège|sera) (?:au|pour le) (?:CSE|cse|syndicat)(?!\\p{L}| d)`,
    `${SOMEBODY} [^.;]{0,30}(?:for|with|at|represents|represent) the union(?!\\p{L})|${SOMEBODY} (?:is|was|sits) on the works council|${SOMEBODY} [^.;]{0,30}(?:pour|au|du) syndicat(?!\\p{L})|${SOMEBODY} [^.;]{0,30}(?:pour|à|avec) la (?:cgt|cfdt|cftc|cfe-cgc|unsa|CGT|CFDT|CFTC|CFE-CGC|UNSA)(?!\\p{L})`,
    `${SOMEBODY} (?:est|sera|était|fait|fera) (?:en )?grève`,
  ),
  absence: anyOf(
    `${SOMEBODY} (?:is|was|will be|[’']s|’s) (?:off|out) ${WHEN}`,
    `${SOMEBODY} (?:won[’']t be|isn[’']t|is not|will not be|wasn[’']t) (?:in|here|around)(?:,|\\.| ${WHEN}|$)`,
    `(?:with|With) ${SOMEBODY} (?:absent|away|off|on leave|on holiday)(?!\\p{L})|${SOMEBODY} étant absente?(?!\\p{L})`,
    `${SOMEBODY} (?:is|was|will be) (?:unavailable|not available) ${WHEN}`,
    `${SOMEBODY} (?:n[’']est|ne sera|n[’']était) pas disponible (?:avant|jusqu|cette|la semaine|demain|aujourd)`,
    `${SOMEBODY} (?:n[’']est|ne sera|n[’']était|n[’']sera) pas là(?!\\p{L}| où)`,
  ),
};

/** Whoever speaks of their own days off says what they want to. */
const OWN =
  /(?<![\p{L}’'])(?:i|we|i[’'](?:m|ll)|we[’'](?:re|ll)|my|je|j[’']\p{L}+|nous|on|mes|mon)(?:\s+[\p{L}’'-]+){0,3}\s*$/iu;

/** What a sentence seems to tell of; null: nothing of these. */
export const subjectOf: (sentence: string) => Subject | null = remembered((sentence) => {
  const words = sentence.toLowerCase();
  if (!hasStem(words)) return null;
  for (const subject of SUBJECTS) {
    const match = SIGNS[subject]().exec(words);
    if (match && !(subject === "absence" && OWN.test(words.slice(0, match.index)))) return subject;
    if (SIGNS_OF_SOMEBODY[subject]?.().test(sentence)) return subject;
  }
  return null;
});

/** Whether it is worth looking at its sentences. */
export function maySay(text: string): boolean {
  return hasStem(text.toLowerCase());
}

/** One of these groups of words; `\b` does not know accents. */
function anyOf(...words: readonly string[]): () => RegExp {
  return lazily(() => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join("|")})`, "u"));
}
