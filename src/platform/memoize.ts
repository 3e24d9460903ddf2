const MOST_CHARACTERS = 4_000_000;

/** Memoizes a pure function of a text. The cache is cleared when it gets too large. */
export function memoizeByText<Answer>(read: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, { answer: Answer }>();
  let characters = 0;
  return (text) => {
    const cached = answers.get(text);
    if (cached) return cached.answer;
    const answer = read(text);
    characters += text.length;
    if (characters > MOST_CHARACTERS) {
      answers.clear();
      characters = text.length;
    }
    answers.set(text, { answer });
    return answer;
  };
}
