/** Headings of the lists that are exported. */
export const exports = {
  name: 'Name',
  role: 'Job',
  school: 'School',
  department: 'Department',
  state: 'Signed?',
  reason: 'Reason',
  due: 'Due',
  signed: 'Signed on',
  accepted: 'Accepted on',
};
