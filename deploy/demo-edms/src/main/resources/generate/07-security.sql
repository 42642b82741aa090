INSERT INTO security_certificate_authorities (id, uuid, name, ca_type, certificate_pem, public_key_pem, subject, issuer,
    serial_number, fingerprint_sha256, valid_from, valid_until, is_valid, created_at, is_trusted, revoked_at, metadata,
    created_by_id, parent_ca_id)
SELECT i, pg_temp.identity('authority', i), 'Authority ' || i, CASE WHEN i = 1 THEN 'ROOT' ELSE 'INTERMEDIATE' END,
    '-----BEGIN CERTIFICATE-----' || E'\n' || pg_temp.digest('certificate', i) || E'\n-----END CERTIFICATE-----\n',
    '-----BEGIN PUBLIC KEY-----' || E'\n' || pg_temp.digest('public', i) || E'\n-----END PUBLIC KEY-----\n',
    'CN=Authority ' || i, 'CN=Authority 1', pg_temp.hash('serial', i)::text, pg_temp.digest('fingerprint', i),
    '2024-01-01 00:00:00+00', '2034-01-01 00:00:00+00', true, '2024-01-01 00:00:00+00', true, NULL, '{}', 1,
    CASE WHEN i > 1 THEN 1 END
FROM generate_series(1, 3) AS i;

INSERT INTO security_pdfsigningcertificate (id, uuid, name, certificate_type, certificate_pem, private_key_pem,
    public_key_pem, subject_cn, issuer_name, serial_number, valid_from, valid_until, is_active, is_default, created_at,
    created_by_id)
SELECT i, pg_temp.identity('signer', i), 'PDF signer ' || i, 'SELF_SIGNED',
    '-----BEGIN CERTIFICATE-----' || E'\n' || pg_temp.digest('signer', i) || E'\n-----END CERTIFICATE-----\n',
    encode(sha256(('private' || i)::bytea), 'base64'), '', 'PDF signer ' || i, 'PDF signer ' || i,
    pg_temp.hash('signer', i)::text, '2025-01-01 00:00:00+00', '2027-01-01 00:00:00+00', true, i = 1,
    '2025-01-01 00:00:00.25+00', 1
FROM generate_series(1, 2) AS i;

INSERT INTO security_encryption_keys (id, uuid, name, key_type, algorithm, key_id, fingerprint, key_size, created_at,
    expires_at, is_active, revoked_at, last_used_at, usage_count, metadata, created_by_id, revoked_by_id)
SELECT i, pg_temp.identity('key', i), 'Key ' || i, 'SYMMETRIC', 'AES-256-GCM', left(pg_temp.digest('key', i), 32),
    pg_temp.digest('key print', i), 256, pg_temp.moment('key', i), NULL, i <> 4,
    CASE WHEN i = 4 THEN pg_temp.moment('key revoked', i) END, NULL, 0, '{}', 1, CASE WHEN i = 4 THEN 1 END
FROM generate_series(1, 5) AS i;

INSERT INTO security_digital_signatures (id, uuid, signature_data, algorithm, document_hash, signer_certificate, signer_role,
    signed_at, verified_at, status, is_valid, validation_message, timestamp_token, timestamp_authority,
    signature_purpose, metadata, document_id, signer_id, verified_by_id)
SELECT i, pg_temp.identity('signature', i), pg_temp.digest('signature', i) || pg_temp.digest('signature', -i), 'RSA-SHA256',
    file.sha256, NULL, CASE WHEN pg_temp.one_in(3, 'signs as', i) THEN NULL ELSE 'Document Approver' END,
    pg_temp.moment('signed', i), NULL, 'VALID', CASE WHEN pg_temp.one_in(4, 'unverified', i) THEN NULL ELSE true END, '',
    NULL, NULL, 'APPROVAL', '{}', i, pg_temp.somebody('approver', i),
    CASE WHEN pg_temp.one_in(2, 'verifies', i) THEN pg_temp.somebody('verifies', i) END
FROM generated_file AS file, LATERAL (SELECT file.number AS i) AS document
WHERE file.kind = 'document' AND (i = 1 OR pg_temp.one_in(6, 'signature', i));

INSERT INTO security_events (uuid, event_type, severity, title, description, timestamp, ip_address, user_agent, is_resolved,
    resolved_at, resolution_notes, event_data, metadata, document_id, encryption_key_id, resolved_by_id, signature_id,
    user_id)
SELECT pg_temp.identity('security event', i), 'SIGNATURE_CREATED', 'INFO', left(pg_temp.phrase('event', i), 200),
    pg_temp.prose('event', i), pg_temp.moment('event', i), pg_temp.address('event', i), pg_temp.agent('event', i), false,
    NULL, '', pg_temp.details('event', i), '{}', signature.document_id,
    CASE WHEN pg_temp.one_in(3, 'event key', i) THEN 1 + pg_temp.below(5, 'event key', i) END, NULL, signature.id,
    CASE WHEN pg_temp.one_in(8, 'anonymous', i) THEN NULL ELSE signature.signer_id END
FROM security_digital_signatures AS signature, LATERAL (SELECT signature.id AS i) AS number
ORDER BY i;

INSERT INTO security_pdfgenerationlog (uuid, generation_type, status, processing_time_ms, input_file_size, output_file_size,
    error_message, signature_applied, metadata_embedded, watermark_applied, qr_code_added, ip_address, user_agent,
    created_at, certificate_id, document_id, user_id)
SELECT pg_temp.identity('pdf', i), 'OFFICIAL', 'SUCCESS', pg_temp.below(4000, 'pdf', i), 12000, 15000, '',
    pg_temp.one_in(2, 'signed pdf', i), true, false, true, inet '10.1.0.0' + pg_temp.below(60000, 'pdf', i),
    pg_temp.agent('pdf', i), pg_temp.moment('pdf', i),
    CASE WHEN pg_temp.one_in(2, 'signed pdf', i) THEN 1 + pg_temp.below(2, 'pdf', i) END,
    pg_temp.document('pdf', i), pg_temp.somebody('pdf', i)
FROM generate_series(1, ${documents} / 4 + 1) AS i;
