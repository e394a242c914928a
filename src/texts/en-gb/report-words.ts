const RING = {
  lead: 'the safeguarding lead',
  head: 'the headteacher',
  chair: 'the chair of governors',
  social_care: 'children’s social care',
  nspcc: 'the NSPCC',
};

/** Words put into the sentences of reports and cases. */
export const reportWords = {
  posts: {
    head: 'the headteacher',
    deputy_head: 'the deputy head',
    safeguarding_lead: 'the safeguarding lead',
    deputy_safeguarding_lead: 'a deputy safeguarding lead',
    chair_of_governors: 'the chair of governors',
    vice_chair: 'the vice-chair of governors',
    safeguarding_governor: 'the safeguarding governor',
    clerk: 'the clerk to the governors',
    ict_manager: 'the ICT manager',
  },
  outside: 'the office outside the school',
  ring: (who: keyof typeof RING, phone: string | null) =>
    phone === null ? `${RING[who]} (the school has not written down this number yet)` : `${RING[who]} on ${phone}`,
  noCategory: 'none of the kinds in the school’s table',
  notSet: '(not set yet: ask the office)',
  contacts: {
    emergency: 'Emergency',
    police: 'Police',
    lado: 'LADO',
    social_care: 'Children’s social care',
    outside: 'Outside contact',
    lead: 'Safeguarding lead',
    head: 'Headteacher',
    chair: 'Chair of governors',
  },
};
