const en = {
  button: "Thank a team…",
  form: {
    title: "Thank a team",
    submit: "Post it",
    close: "Cancel",
    program: "Program",
    words: "Your words",
    example: "What came of it",
    hint: "Posted as written, with your name, in the program’s channel.",
    required: "Use your own words; nothing is written for you.",
  },
  heading: (name: string, program: string) => `*Thank you* · from ${name} to the team of ${program}`,
  done: (program: string) => `Your thanks will be in the channel of ${program} in a moment.`,
};

const fr: typeof en = {
  button: "Remercier une équipe…",
  form: {
    title: "Remercier une équipe",
    submit: "Publier",
    close: "Annuler",
    program: "Programme",
    words: "Vos mots",
    example: "Ce que cela a permis",
    hint: "Publié tel quel, avec votre nom, dans le canal du programme.",
    required: "Dites-le avec vos mots\u00a0; rien n’est écrit à votre place.",
  },
  heading: (name, program) => `*Merci* · ${name} à l’équipe du programme «\u00a0${program}\u00a0»`,
  done: (program) => `Publication dans un instant dans le canal du programme «\u00a0${program}\u00a0».`,
};

export const thanksTexts = { en, fr };
