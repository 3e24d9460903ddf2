/** Of the message to whoever is named to a working role, and of the welcome that follows from it. */
import { plural, withFullStop } from "../platform/texts/language.ts";

type Naming = Record<"by" | "program" | "roles", string>;

const en = {
  named: ({ by, program, roles }: Naming, count: number) =>
    `*${by}* named you to ${plural("en", count, "a working role", "working roles")} in *${program}*: ${roles}.`,
  over: (program: string) => `You no longer hold this working role in ${program}.`,
  page: "Open the program",
  firstStep: (title: string, day: string) => withFullStop(`*Your first step*: ${title}${day && ` · by ${day}`}`),
  comingStep: (title: string, day: string) =>
    withFullStop(`*Your first step*: ${title} · comes to you in a message, planned for ${day}`),
  quoted: (title: string) => `“${title}”`,
  after: (titles: string) => withFullStop(`It begins after ${titles}`),
  firstTask: (task: string) => withFullStop(`*To begin with*: ${task}`),
  nothingYet: "No step waits for you yet. Each comes to you in a message once what it needs is done.",
  why: "You were named to a working role: its steps come to you.",
};

const fr: typeof en = {
  named: ({ by, program, roles }, count) =>
    `*${by}* vous confie ${plural("fr", count, "un rôle de travail", "des rôles de travail")} dans *${program}*\u00a0: ${roles}.`,
  over: (program) => `Vous ne tenez plus ce rôle de travail dans ${program}.`,
  page: "Ouvrir le programme",
  firstStep: (title, day) => withFullStop(`*Votre première étape*\u00a0: ${title}${day && ` · pour le ${day}`}`),
  comingStep: (title, day) =>
    withFullStop(`*Votre première étape*\u00a0: ${title} · vous arrive en message, prévue pour le ${day}`),
  quoted: (title) => `«\u00a0${title}\u00a0»`,
  after: (titles) => withFullStop(`Elle commence après ${titles}`),
  firstTask: (task) => withFullStop(`*Pour commencer*\u00a0: ${task}`),
  nothingYet: "Aucune étape ne vous attend encore. Chacune vous arrive en message dès que ce qu’il lui faut est prêt.",
  why: "Un rôle de travail vous a été confié\u00a0: ses étapes vous arrivent.",
};

export const roleNamedTexts = { en, fr };
