const MOST_CHARACTERS = 4_000_000;

/**
 * The same function of a text, pure, that reads the same text once: what is said of a program is judged anew for each
 * reader of its digests. It begins anew after so many characters.
 */
export function remembered<Answer>(read: (text: string) => Answer): (text: string) => Answer {
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
