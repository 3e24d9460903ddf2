/** Words that no French sentence has. */
export const ENGLISH =
  /\b(?:the|and|of|is|are|be|been|you|your|we|with|for|from|this|that|has|have|was|were|will|to|by|at|an|it|not|week|day|today|open|close|answer|check-in|status|digest|program|team|lead|request|cancel|save|more|nothing)\b/gi;
