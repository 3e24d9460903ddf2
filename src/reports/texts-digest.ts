const en = {
  need: {
    answerBy: (day: string) => `Answer by ${day}`,
    answerByOf: (day: string, needed: string) => `Answer by ${day} (needed by ${needed})`,
    neededBy: (day: string) => `Needed by ${day}`,
    recommended: (option: string) => `Recommended: ${option}`,
    otherwise: (options: string) => `else: ${options}`,
    options: (options: string) => `Options: ${options}`,
    costOfWaiting: (cost: string) => `cost of waiting: ${cost}`,
  },
  foot: {
    open: "Open a program…",
    openOnly: "Open the program…",
    forward: "Forward…",
    thank: "Thank a team…",
    sources: "Sources",
    pdf: "The full digest as PDF",
    csv: "Its table as CSV",
  },
  forward: {
    toDecide: (name: string) => `To be decided by ${name}`,
    decidedSince: "Decided since",
    decided: (day: string, name: string, outcome: string) => `decided on ${day} by ${name}: ${outcome}`,
    withdrawn: "withdrawn",
    cut: "[…] The rest is in the digest.",
  },
};

const fr: typeof en = {
  need: {
    answerBy: (day) => `Réponse au plus tard ${day}`,
    answerByOf: (day, needed) => `Réponse au plus tard ${day} (attendue ${needed})`,
    neededBy: (day) => `Attendue ${day}`,
    recommended: (option) => `Recommandation\u00a0: ${option}`,
    otherwise: (options) => `sinon\u00a0: ${options}`,
    options: (options) => `Options\u00a0: ${options}`,
    costOfWaiting: (cost) => `coût de l’attente\u00a0: ${cost}`,
  },
  foot: {
    open: "Ouvrir un programme…",
    openOnly: "Ouvrir le programme…",
    forward: "Transférer…",
    thank: "Remercier une équipe…",
    sources: "Sources",
    pdf: "Synthèse entière (PDF)",
    csv: "Son tableau (CSV)",
  },
  forward: {
    toDecide: (name) => `À trancher par ${name}`,
    decidedSince: "Décidé entre-temps",
    decided: (day, name, outcome) => `décision du ${day}, par ${name}\u00a0: ${outcome}`,
    withdrawn: "retirée",
    cut: "[…] La suite est dans la synthèse.",
  },
};

export const digestTexts = { en, fr };
