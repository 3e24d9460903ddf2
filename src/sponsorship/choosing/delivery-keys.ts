export const choosingKeys = {
  facts: (choiceId: string, personId: string) => `sponsor-facts:${choiceId}:${personId}`,
  request: (requestId: string) => `sponsor-request:${requestId}`,
  answer: (requestId: string, answer: string, personId: string) => `sponsor-answer:${requestId}:${answer}:${personId}`,
};
