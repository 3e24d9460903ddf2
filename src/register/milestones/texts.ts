/** What is said of milestones beside what is said of every item. */
import { plural, withFullStop } from "../../platform/texts/language.ts";

const en = {
  button: { reached: "Reached…", move: "New date…", drop: "Drop…" },
  reachedForm: {
    title: (code: string) => `${code} reached`,
    submit: "Reached",
    on: "Reached on",
  },
  dropForm: { title: (code: string) => `Drop ${code}`, submit: "Drop", why: "Why is it dropped?" },
  reminder: (date: string) => `Planned for ${date}. Has it been reached?`,
  /** In a check-in. */
  dated: (title: string, date: string) => `${title} · ${date}`,
  choice: { "on-plan": "On plan", reached: "Reached", moved: "Moves to…" },
  movesTo: "New date, if it moves",
  why: "Why do dates move?",
  added: "New milestone",
  addedDate: "Date of the new milestone",
  error: {
    past: "That date has passed. Choose today or later.",
    date: "Choose a date.",
    title: "Say what the milestone is.",
    why: "Say why in one line.",
  },
  done: {
    "on-plan": (code: string) => `${code} is on plan`,
    reached: (code: string) => `${code} reached`,
    moved: (code: string, from: string, to: string) => `${code} moved: ${from} → ${to}`,
    added: (code: string, date: string) => `${code} added for ${date}`,
  },
  receipt: (count: number) => plural("en", count, "Milestone", "Milestones"),
};

const fr: typeof en = {
  button: { reached: "Atteint…", move: "Nouvelle date…", drop: "Abandonner…" },
  reachedForm: { title: (code) => `${code} atteint`, submit: "Atteint", on: "Atteint le" },
  dropForm: { title: (code) => `Abandonner ${code}`, submit: "Abandonner", why: "Pourquoi l’abandonner\u00a0?" },
  reminder: (date) => `${withFullStop(`Prévu pour le ${date}`)} Est-il atteint\u00a0?`,
  dated: (title, date) => `${title} · ${date}`,
  choice: { "on-plan": "Comme prévu", reached: "Atteint", moved: "Reporté au…" },
  movesTo: "Nouvelle date, en cas de report",
  why: "Pourquoi ces reports\u00a0?",
  added: "Nouveau jalon",
  addedDate: "Date du nouveau jalon",
  error: {
    past: "Cette date est passée. Choisissez aujourd’hui ou une date à venir.",
    date: "Choisissez une date.",
    title: "Indiquez quel est ce jalon.",
    why: "Dites pourquoi, en une ligne.",
  },
  done: {
    "on-plan": (code) => `${code}\u00a0: comme prévu`,
    reached: (code) => `${code}\u00a0: atteint`,
    moved: (code, from, to) => `${code}\u00a0: ${from} → ${to}`,
    added: (code, date) => `${code}\u00a0: ajouté pour le ${date}`,
  },
  receipt: (count) => plural("fr", count, "Jalon", "Jalons"),
};

export const milestoneTexts = { en, fr };
