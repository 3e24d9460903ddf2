/** What is said of daily check-ins that share a form. */
const en = {
  title: "Check-in",
  oneForm: (programs: string) => `${programs}, one form`,
  ofProgram: (program: string, state: string) => `${program}: ${state}`,
  leaveEmpty: "Leave a program empty to answer it later.",
  nothing: "Nothing filled in yet: answer for at least one program, or cancel.",
  othersSaved: (sentence: string) => `${sentence} The others are saved.`,
};

const fr: typeof en = {
  title: "Point quotidien",
  oneForm: (programs) => `${programs}, un seul formulaire`,
  ofProgram: (program, state) => `${program}\u00a0: ${state}`,
  leaveEmpty: "Laissez un programme vide pour y répondre plus tard.",
  nothing: "Rien n’est encore rempli\u00a0: répondez pour un programme au moins, ou annulez.",
  othersSaved: (sentence) => `${sentence} Les autres réponses sont enregistrées.`,
};

export const dayTexts = { en, fr };
