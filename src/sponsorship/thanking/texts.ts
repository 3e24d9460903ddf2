const en = {
  line: (program: string, promise: string, on: string) =>
    `*Thank* · ${program}: ${promise}, done on ${on}, by its day.`,
  button: "Thank the team…",
};

const fr: typeof en = {
  line: (program, promise, on) => `*Remercier* · ${program}\u00a0: ${promise}, fait le ${on}, dans les délais.`,
  button: "Remercier l’équipe…",
};

export const thankingTexts = { en, fr };
