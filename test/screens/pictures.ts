/** What each picture shows, in words that are read in it; a picture without them does not compile. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export type Language = "en" | "fr";
export type PictureName = keyof typeof PICTURES;

export const LANGUAGES = ["en", "fr"] as const satisfies Language[];

/** Words of each language that the picture shows: what its name promises, and what sets it apart from those like it. */
const PICTURES = {
  "first-run": { en: ["drumbeat", "1. Create a program"], fr: ["drumbeat", "1. Créez un programme"] },
  "home-empty": {
    en: ["1. Create a program", "Create a program"],
    fr: ["1. Créez un programme", "Créer un programme"],
  },
  "first-steps": {
    en: ["Only visible to you", "1. Create a program"],
    fr: ["Visible uniquement par vous", "1. Créez un programme"],
  },
  "program-form-new": { en: ["New program", "More details"], fr: ["Nouveau programme", "Plus de détails"] },
  "program-form": {
    en: ["New program", "Steering committee", "David Marsh", "Store pick-up"],
    fr: ["Nouveau programme", "Comité de pilotage", "Inès Carpentier", "Retrait en magasin"],
  },
  "program-created": { en: ["Store pick-up created."], fr: ["Le programme Retrait en magasin est créé."] },
  "program-handed-over": {
    en: ["Gift cards created. Anna Reed is the lead"],
    fr: ["Le programme Carte cadeau est créé. Marc Vidal en est responsable"],
  },
  "lead-named": {
    en: ["Priya Raman made you lead of Gift cards."],
    fr: ["Nadia Benali vous a confié Carte cadeau."],
  },
  "program-list": { en: ["Your programs", "Team: 3 · 3 check-ins"], fr: ["Vos programmes", "Équipe : 3 · 3 points"] },
  "program-closing": {
    en: ["Close program", "Store pick-up will be closed."],
    fr: ["Clore le programme", "Retrait en magasin sera clos."],
  },
  seats: {
    en: ["Roles", "Lead · Tom Whitfield", "Working team · Emily Carter"],
    fr: ["Rôles", "Responsable · Camille Fournier", "Équipe opérationnelle · Léa Moreau"],
  },
  seat: {
    en: ["Edit role", "Lead · Tom Whitfield", "From the next day on, they get no check-ins here"],
    fr: ["Modifier le rôle", "Responsable · Camille Fournier", "Dès le lendemain, cette personne ne reçoit plus rien"],
  },
  "notice-left": {
    en: ["The Slack account of Emily Carter (working team) in Store pick-up is deactivated."],
    fr: ["Léa Moreau (équipe opérationnelle, Retrait en magasin) : compte Slack désactivé."],
  },
  "notice-channel": {
    en: ["The channel of Store pick-up is archived"],
    fr: ["Le canal du programme Retrait en magasin est archivé"],
  },

  "cadence-start": { en: ["Add a check-in", "What kind of check-in?"], fr: ["Quel point d’étape ?"] },
  "cadence-form": { en: ["New check-in", "How often?"], fr: ["Nouveau point d’étape", "À quelle fréquence ?"] },
  "cadence-questions": {
    en: ["Questions", "3. Is anything blocking you", "Add a question"],
    fr: ["Questions", "3. Un blocage ?", "Ajouter une question"],
  },
  "cadence-question": {
    en: ["New question", "How many orders were collected?"],
    fr: ["Nouvelle question", "Combien de commandes retirées ?"],
  },
  "cadence-form-preview": {
    en: ["Preview – nothing you enter is saved."],
    fr: ["Aperçu : rien de ce que vous saisissez n’est enregistré."],
  },
  "cadence-preview": {
    en: ["Review and save", "Goes out every day from Monday to Friday at 9:30", "Next dates"],
    fr: ["Vérifier et enregistrer", "Envoi : chaque jour du lundi au vendredi à 9 h 30", "Prochaines dates"],
  },
  "cadence-preview-holidays": {
    en: ["Moved or skipped dates", "Christmas Day"],
    fr: ["Dates décalées ou exclues", "Noël"],
  },
  "cadence-created": {
    en: ["Daily team check-in is set up for Store pick-up."],
    fr: ["Point quotidien (Retrait en magasin) est en place."],
  },
  "cadence-list": {
    en: ["Check-ins · Store pick-up", "next: Mon 28 Sept, 9:30"],
    fr: ["Points d’étape · Retrait en magasin", "prochaine occurrence : mar. 29 sept."],
  },
  "cadence-list-paused": {
    en: ["Check-ins · Store pick-up", "paused until Monday 12 October"],
    fr: ["Points d’étape · Retrait en magasin", "en pause jusqu’au lundi 12 octobre"],
  },
  "cadence-list-pilot": {
    en: ["Check-ins · Store pick-up", "pilot with 1 person, for 2 more check-ins"],
    fr: ["Points d’étape · Retrait en magasin", "groupe pilote de 1 personne"],
  },
  "cadence-pause": { en: ["Pause check-in", "Resume on"], fr: ["Mettre en pause", "Reprise le"] },
  "cadence-paused": { en: ["Daily team check-in is paused."], fr: ["Point quotidien est en pause."] },
  "cadence-resumed": {
    en: ["Daily team check-in resumes with its next check-in."],
    fr: ["Point quotidien reprend à sa prochaine occurrence."],
  },
  "cadence-extra": { en: ["Send an extra check-in", "Send now"], fr: ["Envoi supplémentaire", "Envoyer maintenant"] },
  "cadence-extra-made": {
    en: ["Daily team check-in is on its way."],
    fr: ["Point quotidien est en cours d’envoi."],
  },
  "cadence-archive": {
    en: ["Archive check-in", "stops for good"],
    fr: ["Archiver le point", "s’arrête définitivement"],
  },
  "cadence-archived": { en: ["Daily team check-in is archived."], fr: ["Point quotidien est archivé."] },
  "cadence-edit-preview": { en: ["Review and save", "What changes"], fr: ["Vérifier et enregistrer", "Modifications"] },
  "test-message": { en: ["Test: only you can see this"], fr: ["Essai : ce message n’est visible que de vous"] },
  plan: {
    en: ["What you’ll get in the next 2 weeks"],
    fr: ["Ce que vous recevrez dans les 2 prochaines semaines"],
  },
  "plan-program": {
    en: ["“Store pick-up”: who gets what in the next 2 weeks"],
    fr: ["« Retrait en magasin » : qui recevra quoi dans les 2 prochaines semaines"],
  },

  help: { en: ["What you can do here:"], fr: ["Ce que vous pouvez faire ici :"] },
  "help-nearest": { en: ["Did you mean /drumbeat check-in or"], fr: ["Vouliez-vous dire /drumbeat point ou"] },
  audit: {
    en: ["Audit log", "Tom Whitfield archived a check-in"],
    fr: ["Journal d’audit", "Camille Fournier a archivé un point d’étape"],
  },
  "audit-missed": {
    en: ["Audit log", "Drumbeat missed a check-in (Drumbeat was down)"],
    fr: ["Journal d’audit", "Drumbeat n’a pas lancé une occurrence (Drumbeat à l’arrêt)"],
  },
  "admin-settings": {
    en: ["Settings", "Who can create programs?", "Any workspace member", "Working week"],
    fr: ["Réglages", "Qui peut créer des programmes ?", "Tous les membres", "Semaine de travail"],
  },
  "refused-create": {
    en: ["Only admins can create programs here."],
    fr: ["seule l’administration de Drumbeat crée des programmes."],
  },
  "refused-kindly": {
    en: ["Only leads, deputies and admins can read this."],
    fr: ["Ce journal est réservé aux responsables et à l’administration de Drumbeat."],
  },
  held: {
    en: ["Waiting messages", "Pause all messages…", "outside their hours: 3 messages"],
    fr: ["Messages en attente", "Suspendre tous les messages…", "hors de leurs horaires : 3 messages"],
  },
  parked: { en: ["Failed messages", "Resend"], fr: ["Messages non envoyés", "Renvoyer"] },

  "prompt-first": {
    en: ["Daily team check-in", "Your first message from Drumbeat"],
    fr: ["Point quotidien", "Votre premier message de Drumbeat"],
  },
  "phone-prompt": {
    en: ["Idle until", "Daily team check-in", "Nothing to report"],
    fr: ["Au repos jusqu’au", "Point quotidien", "Rien à signaler"],
  },
  prompt: {
    en: ["Tuesday 6 October · due", "Nothing to report"],
    fr: ["mardi 6 octobre · échéance", "Rien à signaler"],
  },
  "prompt-late": {
    en: ["Sent late because Drumbeat was down."],
    fr: ["Envoyé en retard : Drumbeat était à l’arrêt."],
  },
  "prompt-quarterly": {
    en: ["Quarterly roadmap review · Store pick-up", "Q3 2026 · due"],
    fr: ["Revue trimestrielle de la feuille de route · Retrait en magasin", "T3 2026 · échéance"],
  },
  "prompt-annual": {
    en: ["Annual strategy workshop · Store pick-up", "2026 · due"],
    fr: ["Atelier stratégique annuel · Retrait en magasin", "2026 · échéance"],
  },
  reminder: { en: ["Just one reminder: due"], fr: ["Rappel (il n’y en aura pas d’autre)"] },
  "reminder-snoozed": { en: ["Here’s the reminder you asked for."], fr: ["Voici le rappel que vous avez demandé"] },
  bundle: {
    en: ["2 updates for you", "Weekly progress · Gift cards"],
    fr: ["2 sujets pour vous, en un seul message", "Point hebdomadaire · Carte cadeau"],
  },
  "typed-words": {
    en: ["Kept until", "Check in with these words"],
    fr: ["Ce message est conservé jusqu’au", "Répondre avec ce message"],
  },
  choice: {
    en: ["Which one?", "Weekly progress", "Monthly executive check-in"],
    fr: ["Lequel ?", "Point hebdomadaire", "Point exécutif mensuel"],
  },
  "why-message": {
    en: ["Why did I get this?", "3 messages were due, so they’re bundled into one."],
    fr: ["Pourquoi ce message ?", "3 messages étaient prévus : ils arrivent en un seul."],
  },
  preferences: { en: ["Preferences", "Working time"], fr: ["Préférences", "Temps de travail"] },

  "form-daily": {
    en: ["Daily team check-in", "What’s finished or further along", "Read the other 8 stores"],
    fr: ["Point quotidien", "Ce qui est fini ou plus avancé", "Lire les 8 autres magasins"],
  },
  "form-daily-planned": {
    en: ["Daily team check-in", "What you planned – tick what’s done"],
    fr: ["Point quotidien", "Ce que vous prévoyiez : cochez ce qui est fait"],
  },
  "form-later": { en: ["Remind me later", "In one hour"], fr: ["Me le rappeler", "Dans une heure"] },
  "form-away": {
    en: ["I’m away", "Last day away", "5 October 2026"],
    fr: ["Absence", "Dernier jour d’absence", "5 octobre 2026"],
  },
  away: { en: ["I’m away", "16 October 2026", "Priya Raman"], fr: ["Absence", "16 octobre 2026", "Nadia Benali"] },
  "form-weekly-drafted": {
    en: ["Weekly progress", "Drafted from 4 daily check-ins by Oliver Hughes and Priya Raman"],
    fr: ["Point hebdomadaire", "Brouillon tiré de 4 points quotidiens (Hugo Lambert et Nadia Benali)"],
  },
  "form-weekly-more": {
    en: ["Weekly progress", "Help or decision needed?", "Plan for next week"],
    fr: ["Point hebdomadaire", "Aide ou décision attendue ?", "Priorités de la semaine prochaine"],
  },
  "form-refused": {
    en: ["Weekly progress", "1 field needs your attention."],
    fr: ["Point hebdomadaire", "1 champ à revoir."],
  },
  "form-closed": {
    en: ["This check-in has closed and a newer one has opened."],
    fr: ["Ce point d’étape est fermé et un plus récent a été ouvert."],
  },
  "form-monthly": {
    en: ["Monthly executive check-in", "Bottom line in one sentence", "Drafted from your weekly check-in"],
    fr: ["Point exécutif mensuel", "L’essentiel en une phrase", "Brouillon tiré de votre point hebdomadaire"],
  },
  "form-quarterly": {
    en: ["Quarterly roadmap review", "Status of the roadmap and why"],
    fr: ["Revue trimestrielle de la feuille de route", "Statut de la feuille de route et justification"],
  },
  "form-quarterly-more": {
    en: ["Quarterly roadmap review", "Milestones for next quarter"],
    fr: ["Revue trimestrielle de la feuille de route", "Jalons du prochain trimestre"],
  },
  "form-annual": {
    en: ["Annual strategy workshop", "What must be true in 12 months?"],
    fr: ["Atelier stratégique annuel", "Que doit-il être vrai dans 12 mois ?"],
  },
  "form-annual-more": {
    en: ["Annual strategy workshop", "Strategic objectives, with owner and measure"],
    fr: ["Atelier stratégique annuel", "Objectifs stratégiques, avec porteur et mesure"],
  },
  receipt: { en: ["✓ Checked in Mon 5 Oct", "Edit"], fr: ["✓ Point fait le lun. 5 oct.", "Modifier"] },
  "receipt-late": { en: ["✓ Checked in late"], fr: ["✓ Point fait en retard"] },
  "receipt-nothing": {
    en: ["✓ Checked in Wed 7 Oct", "Nothing to report"],
    fr: ["✓ Point fait le mer. 7 oct.", "Rien à signaler"],
  },
  "receipt-skipped": {
    en: ["Skipped.", "Check in anyway"],
    fr: ["Pas de réponse cette fois.", "Faire le point quand même"],
  },
  "receipt-away": {
    en: ["You’re away, so there’s nothing to do here."],
    fr: ["Absence signalée : vous n’avez rien à faire."],
  },
  "receipt-record": { en: ["✓ Checked in", "Add details to STO-I-1"], fr: ["✓ Point fait", "Compléter RET-I-1"] },
  "round-summary": {
    en: ["Daily team check-in", "Monday 5 October · 2 answered"],
    fr: ["Point quotidien", "lundi 5 octobre · 2 réponses"],
  },
  "round-summary-weekly": {
    en: ["Weekly progress", "Status", "Tom Whitfield: 🟠 At risk"],
    fr: ["Point hebdomadaire", "Statut", "Camille Fournier", "À risque"],
  },
  "round-summary-counts": {
    en: ["Monthly executive check-in", "1 answered", "Answers aren’t shown in this channel."],
    fr: ["Point exécutif mensuel", "1 réponse", "Les réponses ne s’affichent pas dans ce canal."],
  },
  silent: { en: ["still waiting for 1 person."], fr: ["réponses manquantes : 1 personne"] },
  answers: {
    en: ["Answers", "Monthly executive check-in", "October 2026 · 1 answered"],
    fr: ["Réponses", "Point exécutif mensuel", "octobre 2026 · 1 réponse"],
  },

  "digest-weekly": {
    en: ["Week 41 · Store pick-up", "for the program team", "No access to the store network"],
    fr: ["Semaine 41 · Retrait en magasin", "pour l’équipe du programme", "Pas d’accès au réseau"],
  },
  "digest-weekly-missed": {
    en: ["Week 41 · Store pick-up", "for the program team", "not sent, 3 people affected"],
    fr: [
      "Semaine 41 · Retrait en magasin",
      "pour l’équipe du programme",
      "point d’étape non envoyé, 3 personnes concernées",
    ],
  },
  "digest-monthly": {
    en: ["October 2026 · 2 programs", "for the executive sponsor"],
    fr: ["Octobre 2026 · 2 programmes", "pour le sponsor exécutif"],
  },
  sponsor: {
    en: ["Idle until", "October 2026 · 2 programs", "for the executive sponsor"],
    fr: ["Au repos jusqu’au", "Octobre 2026 · 2 programmes", "pour le sponsor exécutif"],
  },
  "digest-picture": {
    en: ["October 2026 · 5 programs", "approved by Tom Whitfield", "programs changed status."],
    fr: ["Octobre 2026 · 5 programmes", "approuvée par Camille Fournier", "ont changé de statut."],
  },
  "digest-quarterly": {
    en: ["Q3 2026 · 2 programs", "for the steering committee"],
    fr: ["T3 2026 · 2 programmes", "pour le comité de pilotage"],
  },
  "digest-annual": {
    en: ["2026 · 2 programs", "for sponsors, steering committee and leads", "1 Jan – 31 Dec"],
    fr: [
      "2026 · 2 programmes",
      "pour les sponsors, le comité de pilotage et les responsables",
      "du 1er janv. au 31 déc.",
    ],
  },
  "digest-held": {
    en: ["November 2026 · Gift cards", "Left out by the lead: Store pick-up (Tom Whitfield)."],
    fr: [
      "Novembre 2026 · Carte cadeau",
      "Exclu de l’envoi par les responsables : Retrait en magasin (Camille Fournier).",
    ],
  },
  "digest-preview": {
    en: ["Preview", "What Margaret Osei’s next digest says"],
    fr: ["Aperçu", "la prochaine synthèse destinée à Philippe Garnier"],
  },
  approval: {
    en: ["Approval needed: October 2026 · Store pick-up.", "for the executive sponsor"],
    fr: ["À approuver : Octobre 2026 · Retrait en magasin.", "pour le sponsor exécutif"],
  },
  "approval-setting": {
    en: ["Approve digests", "The lead or the deputy"],
    fr: ["Approuver les synthèses", "Les responsables du programme"],
  },
  sources: {
    en: ["Sources", "This digest is based on 2 check-ins and 1 register item."],
    fr: ["Sources", "Cette synthèse s’appuie sur 2 points d’étape et 1 élément du registre."],
  },
  source: {
    en: ["Answer", "Tom Whitfield · Store pick-up · October 2026 · answered in time"],
    fr: ["Réponse", "Camille Fournier · Retrait en magasin · octobre 2026 · réponse reçue à temps"],
  },
  "health-check": {
    en: ["Gift cards · 🟢 On track", "but these facts don’t seem to fit."],
    fr: ["Carte cadeau · 🟢 Conforme", "Avant l’envoi de la prochaine synthèse, ces faits semblent le contredire."],
  },
  "why-colour": {
    en: ["Why this status?", "2nd month in a row at this status"],
    fr: ["Explication du statut", "2e mois de suite avec ce statut"],
  },

  "home-participant": {
    en: ["To do now", "Daily team check-in", "Store pick-up · Working team"],
    fr: ["À faire maintenant", "Point quotidien", "Retrait en magasin · Équipe opérationnelle"],
  },
  "home-lead": {
    en: ["Escalates soon", "Your programs", "On track"],
    fr: ["Escalades à venir", "Vos programmes", "Conforme"],
  },
  "home-lead-held": {
    en: ["Your programs", "left out by Tom Whitfield"],
    fr: ["Vos programmes", "partie exclue par Camille Fournier"],
  },
  "home-sponsor": {
    en: ["To decide", "Your digests", "Sponsor"],
    fr: ["À décider", "Vos synthèses", "Sponsor"],
  },
  "home-steering": {
    en: ["Your digests", "Steering committee"],
    fr: ["Vos synthèses", "Comité de pilotage"],
  },

  "register-form": {
    en: ["Add to the register", "Probability (1–5)", "The maker of the label printers"],
    fr: ["Ajouter au registre", "Probabilité (1–5)", "Le fabricant des imprimantes"],
  },
  register: { en: ["Register", "5 items", "ACT-1"], fr: ["Registre", "5 éléments", "ACT-1"] },
  "register-item": {
    en: ["ASK-1", "Request · decided", "Options considered"],
    fr: ["ASK-1", "Demande · tranchée", "Options étudiées"],
  },
  "ask-incomplete": {
    en: ["incomplete", "Still missing: at least two options"],
    fr: ["demande incomplète", "Manque encore"],
  },
  "ask-form": {
    en: ["Add details", "Option: do nothing"],
    fr: ["Compléter la demande", "Option : ne rien faire"],
  },
  ask: {
    en: ["Sign with Swift Couriers for £38,000 a year?", "Cost of waiting:", "3. Do nothing"],
    fr: ["Signer avec Rapido pour 38 000 € par an ?", "Coût de l’attente :", "3. Ne rien faire"],
  },
  "ask-decided": {
    en: ["✓ Decided on 30 Oct by Margaret Osei: Sign with Swift Couriers.", "Undo"],
    fr: ["✓ Décidé le 30 oct. par Philippe Garnier : Signer avec Rapido.", "Annuler la décision"],
  },
  "escalation-levels": {
    en: ["Escalation", "If no one answers"],
    fr: ["Escalade", "comité de pilotage) après 2 jours ouvrés"],
  },
  "people-none": { en: ["My people", "Add somebody…"], fr: ["Mes interlocuteurs", "Ajouter quelqu’un…"] },
  "people-form": {
    en: ["Add somebody", "Who, in Slack", "Margaret Osei"],
    fr: ["Ajouter quelqu’un", "Philippe Garnier"],
  },
  people: {
    en: ["Margaret Osei · decides", "no name until they have been told", "objected"],
    fr: ["Philippe Garnier · décide", "sans nom tant que la personne n’est pas prévenue", "objection"],
  },
  "people-map": { en: ["wants to know", "1 · Margaret Osei"], fr: ["informée", "1 · Philippe Garnier"] },
  "people-coalition": {
    en: ["Agreed with a condition", "Not asked yet"],
    fr: ["D’accord sous condition", "qui n’a pas encore été sollicité"],
  },
  "people-notice": { en: ["Tell them first", "Helen Ward"], fr: ["Prévenir d’abord", "Hélène Garnier"] },
  "people-due": { en: ["Contacts due", "Spoke to them today"], fr: ["Contacts à prendre", "Échange fait aujourd’hui"] },
  "choosing-setup": {
    en: ["Choosing the sponsor", "Candidates, from My people", "Anna Reed"],
    fr: ["Choix du sponsor", "Candidats, parmi Mes interlocuteurs", "Marc Vidal"],
  },
  "choosing-facts": {
    en: ["What you know", "Operational credibility"],
    fr: ["Ce que vous savez", "Crédibilité opérationnelle"],
  },
  "choosing-asked": {
    en: ["Five facts with a date, or none."],
    fr: ["Cinq faits datés, ou aucun."],
  },
  "choosing-confirm": {
    en: ["confirmed by Anna Reed", "not confirmed yet"],
    fr: ["confirmé par Marc Vidal", "pas encore confirmé"],
  },
  choosing: {
    en: ["candidates for its sponsor", "An ally who has it: David Marsh."],
    fr: ["sponsors possibles", "Un allié qui l’a : Inès Carpentier."],
  },
  "choosing-candidate": {
    en: ["Candidate", "Ask Margaret Osei to sponsor this…"],
    fr: ["Candidat", "Solliciter Philippe Garnier…"],
  },
  "choosing-ask": {
    en: ["Ask to sponsor this", "Margaret Osei is asked"],
    fr: ["Demander le parrainage", "La question posée à Philippe Garnier"],
  },
  "choosing-again": {
    en: ["Choosing the sponsor", "Sponsor today: Margaret Osei."],
    fr: ["Choix du sponsor", "Sponsor actuel : Philippe Garnier."],
  },
  "case-none": { en: ["The case", "Draft from the program’s form."], fr: ["Note de cadrage", "Proposition tirée"] },
  "case-section": { en: ["Benefits", "Online orders collected"], fr: ["Bénéfices", "Commandes en ligne retirées"] },
  "case-draft": { en: ["The case", "Approve version 1"], fr: ["Note de cadrage", "Approuver la version 1"] },
  case: {
    en: ["Version 1, approved by Anna Reed", "Share as message…"],
    fr: ["Version 1, approuvée par Marc Vidal", "Partager par message…"],
  },
  "case-share": { en: ["Share the case", "With whom?"], fr: ["Partager la note", "Avec qui ?"] },
  "sponsor-request": {
    en: ["Will you sponsor “Store pick-up”?", "Let’s talk"],
    fr: ["Voulez-vous parrainer « Retrait en magasin » ?", "Parlons-en"],
  },
  "sponsor-request-case": {
    en: ["The case: Store pick-up", "Version 1, approved by Anna Reed"],
    fr: ["Note de cadrage : Retrait en magasin", "Version 1, approuvée par Marc Vidal"],
  },
  "sponsor-own": {
    en: ["About you", "This is what was entered about you."],
    fr: ["À votre sujet", "Voici ce qui a été saisi à votre sujet."],
  },
  "sponsor-yes": { en: ["You sponsor Store pick-up."], fr: ["Vous parrainez Retrait en magasin."] },
  "appearance-form": {
    en: ["Add to the register", "Leeds all-hands", "Sentences to say"],
    fr: ["Ajouter au registre", "Réunion des équipes de Lille", "Phrases à dire"],
  },
  appearance: {
    en: ["Be seen · Leeds all-hands", "I’ll do it", "Send someone…"],
    fr: ["Être là · Réunion des équipes de Lille", "Je m’en charge", "Proposer quelqu’un…"],
  },
  "appearance-send": { en: ["Who goes instead?"], fr: ["Qui intervient à votre place ?"] },
  "appearance-accepted": { en: ["✓ You speak in Leeds"], fr: ["✓ Vous intervenez à Lille"] },
  "appearance-calendar": { en: ["Add to calendar", "Google Calendar"], fr: ["Mettre à l’agenda", "Google Agenda"] },
  "appearance-keeper": { en: ["Grace Palmer"], fr: ["Agnès Perrin"] },
  "appearance-kept": { en: ["Thu 15 Oct"], fr: ["jeu. 15 oct."] },
  "appearance-reminder": { en: ["Tomorrow, 10:00"], fr: ["Demain, 10 h"] },
  "appearance-tick": { en: ["Did it happen?", "It did not"], fr: ["A-t-elle eu lieu ?", "Elle n’a pas eu lieu"] },
  thanks: { en: ["Thank a team", "Leeds was ready a week early."], fr: ["Lille était prêt une semaine plus tôt."] },
  "thanks-posted": {
    en: ["Thank you · from Margaret Osei"],
    fr: ["Merci", "Philippe Garnier"],
  },
  phase: {
    en: ["Phase · Resources", "the benefits are written"],
    fr: ["Phase · Ressources", "les bénéfices sont écrits"],
  },
  change: { en: ["How the change takes hold", "For you alone"], fr: ["L’ancrage du changement", "À vous seulement"] },
} as const satisfies Record<string, Record<Language, readonly [string, ...string[]]>>;

/** What the picture has to show and `read`, which stands in it, does not say. Kinds of spaces are no difference. */
export function unshown(name: PictureName, language: Language, read: string): string[] {
  const said = withPlainSpaces(read);
  return PICTURES[name][language].filter((words) => !said.includes(words));
}

/** What is wrong with the pictures in a folder: one is missing, not known, or the same as another one. */
export async function problemsOf(folder: string): Promise<string[]> {
  const due = LANGUAGES.flatMap((language) => Object.keys(PICTURES).map((name) => `${language}-${name}.png`));
  const files = (await readdir(folder)).sort();
  const problems = [
    ...due.filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
    ...files.filter((file) => !due.includes(file)).map((file) => `${file} is made by nothing`),
  ];
  const seen = new Map<string, string>();
  for (const file of files) {
    const bytes = createHash("sha256")
      .update(await readFile(join(folder, file)))
      .digest("hex");
    const same = seen.get(bytes);
    if (same) problems.push(`${file} is the same picture as ${same}`);
    seen.set(bytes, file);
  }
  return problems;
}

function withPlainSpaces(text: string): string {
  return text.replace(/\s+/g, " ");
}
