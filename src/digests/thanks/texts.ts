const en = {
  button: "Thank a team…",
  form: {
    title: "Thank a team",
    submit: "Post it",
    close: "Cancel",
    program: "The team of",
    words: "Your words",
    example: "What they did, and what came of it.",
    hint: "Posted as it stands here, with your name, into the program’s channel.",
    required: "Say it in your own words; nothing is written for you.",
  },
  heading: (name: string, program: string) => `*Thank you* · from ${name} to the team of ${program}`,
  done: (program: string) => `Posted into the channel of ${program} in a moment.`,
};

const fr: typeof en = {
  button: "Remercier une équipe…",
  form: {
    title: "Remercier une équipe",
    submit: "Publier",
    close: "Annuler",
    program: "L’équipe de",
    words: "Vos mots",
    example: "Ce qu’elle a fait, et ce que cela a permis.",
    hint: "Publié tel quel, avec votre nom, dans le canal du programme.",
    required: "Dites-le avec vos mots\u00a0; rien n’est écrit à votre place.",
  },
  heading: (name, program) => `*Merci* · ${name} à l’équipe du programme ${program}`,
  done: (program) => `Publié dans un instant dans le canal du programme ${program}.`,
};

export const thanksTexts = { en, fr };
