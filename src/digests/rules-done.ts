/** Whether somebody's last words on a program say that it is done: a guess by what is commonly written then. Pure. */

const DONE = [
  "(?:goal|project|program(?:me)?|initiative)(?: is| was| has been|[’']s)?(?: now)? (?:complete|completed|finished|done|closed|over|achieved|delivered)(?= ?(?:[.!;,:)]|$|in |on |since ))",
  "(?:final|closing|(?:is|are|be) (?:the|our|my) last) (?:(?:weekly|monthly|quarterly|status|project|progress) )?(?:report|update|check-in)",
  "(?:let[’']s|we(?:[’']ll| will| can)?|I(?:[’']ll| will| am|[’']m)?) (?:now )?clos(?:e|ing|ed) (?:this|the|our) (?:goal|project|program(?:me)?|issue)",
  "(?:projet|programme|chantier|objectif) (?:est |a été )?(?:désormais |maintenant )?(?:terminé|achevé|fini|clos|clôturé|atteint|livré)(?= ?(?:[.!;,:)]|$|en |le |depuis ))",
  "(?:bilan|rapport|point) final|(?:est|sera) (?:le|notre|mon) dernier (?:point|bilan|rapport)",
].join("|");
const SAYS_DONE = new RegExp(`(?<![\\p{L}\\p{N}])(?:${DONE})(?![\\p{L}\\p{N}])`, "iu");
const NOT_YET =
  /n[’']t(?!\p{L})|(?<!\p{L})(?:not|never|almost|nearly|until|when|once|after|before|if|due|will|should|hop(?:e|ing)|phase|half|part(?:ly)?|in (?:the|our|my) (?:last|final)|pas|presque|jusqu|quand|après|avant|si|dès|devrait|esp[eé]r\p{L}+|moitié|étape)(?!\p{L})/iu;

export function saysDone(sentence: string): boolean {
  return SAYS_DONE.test(sentence) && !NOT_YET.test(sentence);
}
