/** Whether somebody's last words on a program say that it is done: a guess by what is commonly written then. Pure. */

const OURS = "(?:the|this|our|my) (?:goal|project|program(?:me)?|initiative)";
/** What ends a clause, and not *closed on Mondays* or *livré en partie*. */
const IN_ENGLISH =
  "(?= ?(?:[.!;,:)]|$|on (?!(?:\\p{L}+ )?(?:\\p{L}*days|weekends)(?!\\p{L}))|in (?:\\d|Q\\d|spring|summer|autumn|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)\\p{L}*)|since ))";
const IN_FRENCH =
  "(?= ?(?:[.!;,:)]|$|en (?:\\d|temps|janv|f[ée]vr|mars|avril|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c)|le |depuis ))";
const REPORT = "(?:(?:weekly|monthly|quarterly|status|project|progress) )?(?:report|update|check-in)";
/** The last word on something else says nothing of the program. */
const OF_ALL = `(?! (?:on|about|for|of|regarding|in|to)(?! ${OURS})(?!\\p{L}))`;
const OF_ALL_FRENCH = "(?! (?:sur|du|des|de)(?!(?: l[ae] | l[’']| )?(?:projet|programme|chantier|objectif))(?!\\p{L}))";

const DONE = [
  `(?:goal|project|program(?:me)?|initiative)(?: is| was| has been|[’']s)?(?: now)? (?:complete|completed|finished|done|closed|over|achieved|delivered)${IN_ENGLISH}`,
  "(?:the|our|this) (?:all-hands|event|conference|summit|hackathon|retreat) (?:has happened|has taken place|is over|is behind us)",
  `(?:final|closing|(?:is|are|be) (?:the|our|my) last) ${REPORT}${OF_ALL}`,
  `(?:this|that|it) was (?:the|our|my) (?:last|final) ${REPORT}(?= ?(?:[.!;,:)]|$))`,
  `(?:let[’']s|we(?:[’']ll| will| can)?|I(?:[’']ll| will| am|[’']m)?) (?:now )?clos(?:e|ing|ed) (?:this|the|our) (?:goal|project|program(?:me)?|issue)`,
  `(?:let[’']s|we can) (?:now )?close (?:this|it)(?: (?:down|now|off|out))?${IN_ENGLISH}`,
  `(?:on|nous) (?:peut|pouvons) (?:maintenant |donc )?(?:(?:le |la |l[’'])?(?:clore|clôturer)|clore (?:le|ce) (?:projet|programme|chantier|sujet))${IN_FRENCH}`,
  `(?:projet|programme|chantier|objectif) (?:est |a été )?(?:désormais |maintenant )?(?:terminé|achevé|fini|clos|clôturé|atteint|livré)${IN_FRENCH}`,
  `(?:bilan|rapport|point) final${OF_ALL_FRENCH}`,
  "(?:est|sera) (?:le|notre|mon) dernier (?:point|bilan|rapport)",
  "c[’']était (?:le|notre|mon) dernier (?:point|bilan|rapport)(?= ?(?:[.!;,:)]|$))",
].join("|");
const SAYS_DONE = new RegExp(`(?<![\\p{L}\\p{N}])(?:${DONE})(?![\\p{L}\\p{N}])`, "iu");
const NOT_YET =
  /n[’']t(?!\p{L})|(?<!\p{L})(?:not|never|almost|nearly|until|when|once|after|before|if|due|will|should|hop(?:e|ing)|phase|half|part(?:ly|ie|iellement)?|in (?:the|our|my) (?:last|final)|pas|presque|jusqu|quand|après|avant|si|dès|devrait|esp[eé]r\p{L}+|moitié|étape)(?!\p{L})/iu;

export function saysDone(sentence: string): boolean {
  return SAYS_DONE.test(sentence) && !NOT_YET.test(sentence);
}
