-- Purpose: who is in the batch's events, of any page, and when each was last seen in it. user_id is 1 to 9 digits; said is how events write
-- it, so that the events of that moment are found again.
-- Inputs: {{staging}}.
CREATE TEMP TABLE b_users AS
SELECT CASE WHEN RTRIM(userid, ' ') SIMILAR TO '[0-9]+' AND LEN(RTRIM(userid, ' ')) <= 9
            THEN CAST(RTRIM(userid, ' ') AS INTEGER) END AS user_id,
       userid AS said, MAX(ts) AS last_ts, COUNT(*) AS batch_rows
FROM dw.{{staging}}
WHERE RTRIM(userid, ' ') SIMILAR TO '[0-9]+' AND LEN(RTRIM(userid, ' ')) <= 9
  AND ts BETWEEN -62135596800000 AND 253402300799999 AND sessionid IS NOT NULL AND iteminsession IS NOT NULL
GROUP BY userid;
