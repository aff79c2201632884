-- What is missing is read from participation_records (0071), which says since when as well.
DROP TABLE incomplete_participations;
DELETE FROM reader_positions WHERE reader = 'incomplete_participations.v1';
