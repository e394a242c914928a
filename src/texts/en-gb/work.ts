/** The rooms under *Work*. */
export const work = {
  title: 'Work',
  lead: 'Choose what you are here to do.',
  none: {
    title: 'There is nothing for you to look after here',
    next: 'Work opens when you are given a part in running agreements, policies or people. Everything you need to sign is on Home.',
  },
  unknown: {
    title: 'This room is not open to you',
    next: 'It may belong to a colleague’s role. Go back to Work to see yours.',
  },
  toHome: 'Go to Home',
  rooms: {
    agreements: { name: 'Agreements', what: 'Who has signed, who has not, and reminders' },
    questions: { name: 'Questions', what: 'Questions people asked before signing' },
    countersign: { name: 'Accept signatures', what: 'Agreements waiting for you to accept' },
    class_sheets: { name: 'Class sheets', what: 'Pupils’ agreements, class by class' },
    policies: { name: 'Policy drafts', what: 'Bring in, approve and publish policies' },
    people: { name: 'People', what: 'The staff list and who does what' },
    cases: { name: 'Cases', what: 'Worries that were reported, and what is done about them' },
    case_figures: { name: 'Figures', what: 'Numbers of cases for governors, without names' },
    low_level: { name: 'Low-level concerns', what: 'Conduct of adults below the harm tests, for the head' },
    charts: { name: 'Flowcharts', what: 'What is asked of reporters and of those who work cases' },
    accounts: { name: 'Starters and leavers', what: 'Accounts that begin, change and end' },
    settings: { name: 'Settings', what: 'Phone numbers, calendar and set-up' },
  },
};
