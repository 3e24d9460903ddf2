/** What is pressed on programs. Buttons carry the program's id; the right is checked again at each press. */
export const programIds = {
  menu: "program.menu",
  edit: "program.edit",
  reopen: "program.reopen",
  changeSeat: "program.seat",
  seatForm: "program.seat_form",
  declineSeat: "program.decline_seat",
  notMe: "program.not_me",
  feed: "program.feed",
} as const;
