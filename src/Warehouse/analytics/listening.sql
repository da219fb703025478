-- Question: How much is listened to in all?
-- Chart: number plays listeners sessions minutes
-- A session is one listener's. Minutes are the lengths of the tracks, as the plays state them: nobody knows of a track that was left early.
SELECT COUNT(*) AS plays, COUNT(DISTINCT user_id) AS listeners,
       (SELECT COUNT(*) FROM (SELECT DISTINCT session_id, user_id FROM songplays) pairs) AS sessions,
       CAST(COALESCE(FLOOR(SUM(seconds) / 60 + 0.5), 0) AS BIGINT) AS minutes
FROM played_tracks;
