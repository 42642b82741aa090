-- The tables of Teedy, database version 31, as its own migrations create them.

CREATE TABLE t_acl (
    acl_id_c character varying(36) NOT NULL,
    acl_perm_c character varying(30) NOT NULL,
    acl_sourceid_c character varying(36) NOT NULL,
    acl_targetid_c character varying(36) NOT NULL,
    acl_deletedate_d timestamp without time zone,
    acl_type_c character varying(30) DEFAULT 'USER'::character varying NOT NULL);
CREATE TABLE t_audit_log (
    log_id_c character varying(36) NOT NULL,
    log_identity_c character varying(36) NOT NULL,
    log_classentity_c character varying(50) NOT NULL,
    log_type_c character varying(50) NOT NULL,
    log_message_c character varying(1000),
    log_createdate_d timestamp without time zone,
    log_iduser_c character varying(36) DEFAULT 'admin'::character varying NOT NULL);
CREATE TABLE t_authentication_token (
    aut_id_c character varying(36) NOT NULL,
    aut_iduser_c character varying(36) NOT NULL,
    aut_longlasted_b boolean NOT NULL,
    aut_creationdate_d timestamp without time zone NOT NULL,
    aut_lastconnectiondate_d timestamp without time zone,
    aut_ip_c character varying(45),
    aut_ua_c character varying(1000));
CREATE TABLE t_base_function (
    baf_id_c character varying(20) NOT NULL);
CREATE TABLE t_comment (
    com_id_c character varying(36) NOT NULL,
    com_iddoc_c character varying(36) NOT NULL,
    com_iduser_c character varying(36) NOT NULL,
    com_content_c character varying(4000) NOT NULL,
    com_createdate_d timestamp without time zone,
    com_deletedate_d timestamp without time zone);
CREATE TABLE t_config (
    cfg_id_c character varying(50) NOT NULL,
    cfg_value_c character varying(250) NOT NULL);
CREATE TABLE t_contributor (
    ctr_id_c character varying(36) NOT NULL,
    ctr_iduser_c character varying(36) NOT NULL,
    ctr_iddoc_c character varying(36) NOT NULL);
CREATE TABLE t_document (
    doc_id_c character varying(36) NOT NULL,
    doc_iduser_c character varying(36) NOT NULL,
    doc_title_c character varying(100) NOT NULL,
    doc_description_c character varying(4000),
    doc_createdate_d timestamp without time zone,
    doc_deletedate_d timestamp without time zone,
    doc_language_c character varying(7) DEFAULT 'eng'::character varying NOT NULL,
    doc_subject_c character varying(500),
    doc_identifier_c character varying(500),
    doc_publisher_c character varying(500),
    doc_format_c character varying(500),
    doc_source_c character varying(500),
    doc_type_c character varying(500),
    doc_coverage_c character varying(500),
    doc_rights_c character varying(500),
    doc_updatedate_d timestamp without time zone NOT NULL,
    doc_idfile_c character varying(36));
CREATE TABLE t_document_metadata (
    dme_id_c character varying(36) NOT NULL,
    dme_iddocument_c character varying(36) NOT NULL,
    dme_idmetadata_c character varying(36) NOT NULL,
    dme_value_c character varying(4000));
CREATE TABLE t_document_tag (
    dot_id_c character varying(36) NOT NULL,
    dot_iddocument_c character varying(36) NOT NULL,
    dot_idtag_c character varying(36) NOT NULL,
    dot_deletedate_d timestamp without time zone);
CREATE TABLE t_file (
    fil_id_c character varying(36) NOT NULL,
    fil_iddoc_c character varying(36),
    fil_iduser_c character varying(36) NOT NULL,
    fil_mimetype_c character varying(100) NOT NULL,
    fil_createdate_d timestamp without time zone,
    fil_deletedate_d timestamp without time zone,
    fil_order_n integer,
    fil_content_c text,
    fil_name_c character varying(200),
    fil_version_n integer DEFAULT 0 NOT NULL,
    fil_latestversion_b boolean DEFAULT true NOT NULL,
    fil_idversion_c character varying(36),
    fil_size_n bigint DEFAULT '-1'::integer NOT NULL);
CREATE TABLE t_group (
    grp_id_c character varying(36) NOT NULL,
    grp_idparent_c character varying(36),
    grp_name_c character varying(50) NOT NULL,
    grp_idrole_c character varying(36),
    grp_deletedate_d timestamp without time zone);
CREATE TABLE t_metadata (
    met_id_c character varying(36) NOT NULL,
    met_name_c character varying(50) NOT NULL,
    met_type_c character varying(20) NOT NULL,
    met_deletedate_d timestamp without time zone);
CREATE TABLE t_password_recovery (
    pwr_id_c character varying(36) NOT NULL,
    pwr_username_c character varying(50) NOT NULL,
    pwr_createdate_d timestamp without time zone,
    pwr_deletedate_d timestamp without time zone);
CREATE TABLE t_relation (
    rel_id_c character varying(36) NOT NULL,
    rel_iddocfrom_c character varying(36) NOT NULL,
    rel_iddocto_c character varying(36) NOT NULL,
    rel_deletedate_d timestamp without time zone);
CREATE TABLE t_role (
    rol_id_c character varying(36) NOT NULL,
    rol_name_c character varying(36) NOT NULL,
    rol_createdate_d timestamp without time zone NOT NULL,
    rol_deletedate_d timestamp without time zone);
CREATE TABLE t_role_base_function (
    rbf_id_c character varying(36) NOT NULL,
    rbf_idrole_c character varying(36) NOT NULL,
    rbf_idbasefunction_c character varying(20) NOT NULL,
    rbf_createdate_d timestamp without time zone NOT NULL,
    rbf_deletedate_d timestamp without time zone);
CREATE TABLE t_route (
    rte_id_c character varying(36) NOT NULL,
    rte_iddocument_c character varying(36) NOT NULL,
    rte_name_c character varying(50) NOT NULL,
    rte_createdate_d timestamp without time zone NOT NULL,
    rte_deletedate_d timestamp without time zone);
CREATE TABLE t_route_model (
    rtm_id_c character varying(36) NOT NULL,
    rtm_name_c character varying(50) NOT NULL,
    rtm_steps_c character varying(5000) NOT NULL,
    rtm_createdate_d timestamp without time zone NOT NULL,
    rtm_deletedate_d timestamp without time zone);
CREATE TABLE t_route_step (
    rtp_id_c character varying(36) NOT NULL,
    rtp_idroute_c character varying(36) NOT NULL,
    rtp_name_c character varying(200) NOT NULL,
    rtp_type_c character varying(50) NOT NULL,
    rtp_transition_c character varying(50),
    rtp_comment_c character varying(500),
    rtp_idtarget_c character varying(36) NOT NULL,
    rtp_idvalidatoruser_c character varying(36),
    rtp_order_n integer NOT NULL,
    rtp_createdate_d timestamp without time zone NOT NULL,
    rtp_enddate_d timestamp without time zone,
    rtp_deletedate_d timestamp without time zone,
    rtp_transitions_c character varying(2000));
CREATE TABLE t_share (
    sha_id_c character varying(36) NOT NULL,
    sha_name_c character varying(36),
    sha_createdate_d timestamp without time zone,
    sha_deletedate_d timestamp without time zone);
CREATE TABLE t_tag (
    tag_id_c character varying(36) NOT NULL,
    tag_iduser_c character varying(36) NOT NULL,
    tag_name_c character varying(36) NOT NULL,
    tag_createdate_d timestamp without time zone,
    tag_deletedate_d timestamp without time zone,
    tag_color_c character varying(7) DEFAULT '#3a87ad'::character varying NOT NULL,
    tag_idparent_c character varying(36));
CREATE TABLE t_user (
    use_id_c character varying(36) NOT NULL,
    use_idrole_c character varying(36) NOT NULL,
    use_username_c character varying(50) NOT NULL,
    use_password_c character varying(60) NOT NULL,
    use_email_c character varying(100) NOT NULL,
    use_createdate_d timestamp without time zone NOT NULL,
    use_deletedate_d timestamp without time zone,
    use_privatekey_c character varying(100) DEFAULT ''::character varying NOT NULL,
    use_storagequota_n bigint DEFAULT '10000000000'::bigint NOT NULL,
    use_storagecurrent_n bigint DEFAULT 0 NOT NULL,
    use_totpkey_c character varying(100),
    use_disabledate_d timestamp without time zone,
    use_onboarding_b boolean DEFAULT true NOT NULL);
CREATE TABLE t_user_group (
    ugp_id_c character varying(36) NOT NULL,
    ugp_iduser_c character varying(36) NOT NULL,
    ugp_idgroup_c character varying(36) NOT NULL,
    ugp_deletedate_d timestamp without time zone);
CREATE TABLE t_vocabulary (
    voc_id_c character varying(36) NOT NULL,
    voc_name_c character varying(50) NOT NULL,
    voc_value_c character varying(500) NOT NULL,
    voc_order_n integer NOT NULL);
CREATE TABLE t_webhook (
    whk_id_c character varying(36) NOT NULL,
    whk_event_c character varying(50) NOT NULL,
    whk_url_c character varying(1024) NOT NULL,
    whk_createdate_d timestamp without time zone NOT NULL,
    whk_deletedate_d timestamp without time zone);
ALTER TABLE t_acl ADD PRIMARY KEY (acl_id_c);
ALTER TABLE t_audit_log ADD PRIMARY KEY (log_id_c);
ALTER TABLE t_authentication_token ADD PRIMARY KEY (aut_id_c);
ALTER TABLE t_base_function ADD PRIMARY KEY (baf_id_c);
ALTER TABLE t_comment ADD PRIMARY KEY (com_id_c);
ALTER TABLE t_config ADD PRIMARY KEY (cfg_id_c);
ALTER TABLE t_contributor ADD PRIMARY KEY (ctr_id_c);
ALTER TABLE t_document ADD PRIMARY KEY (doc_id_c);
ALTER TABLE t_document_metadata ADD PRIMARY KEY (dme_id_c);
ALTER TABLE t_document_tag ADD PRIMARY KEY (dot_id_c);
ALTER TABLE t_file ADD PRIMARY KEY (fil_id_c);
ALTER TABLE t_group ADD PRIMARY KEY (grp_id_c);
ALTER TABLE t_metadata ADD PRIMARY KEY (met_id_c);
ALTER TABLE t_password_recovery ADD PRIMARY KEY (pwr_id_c);
ALTER TABLE t_relation ADD PRIMARY KEY (rel_id_c);
ALTER TABLE t_role ADD PRIMARY KEY (rol_id_c);
ALTER TABLE t_role_base_function ADD PRIMARY KEY (rbf_id_c);
ALTER TABLE t_route ADD PRIMARY KEY (rte_id_c);
ALTER TABLE t_route_model ADD PRIMARY KEY (rtm_id_c);
ALTER TABLE t_route_step ADD PRIMARY KEY (rtp_id_c);
ALTER TABLE t_share ADD PRIMARY KEY (sha_id_c);
ALTER TABLE t_tag ADD PRIMARY KEY (tag_id_c);
ALTER TABLE t_user ADD PRIMARY KEY (use_id_c);
ALTER TABLE t_user_group ADD PRIMARY KEY (ugp_id_c);
ALTER TABLE t_vocabulary ADD PRIMARY KEY (voc_id_c);
ALTER TABLE t_webhook ADD PRIMARY KEY (whk_id_c);
ALTER TABLE t_authentication_token ADD FOREIGN KEY (aut_iduser_c) REFERENCES t_user(use_id_c) ON UPDATE RESTRICT ON DELETE RESTRICT;
ALTER TABLE t_comment ADD FOREIGN KEY (com_iddoc_c) REFERENCES t_document(doc_id_c) ON UPDATE RESTRICT ON DELETE RESTRICT;
ALTER TABLE t_comment ADD FOREIGN KEY (com_iduser_c) REFERENCES t_user(use_id_c) ON UPDATE RESTRICT ON DELETE RESTRICT;
ALTER TABLE t_document ADD FOREIGN KEY (doc_idfile_c) REFERENCES t_file(fil_id_c) ON UPDATE RESTRICT ON DELETE RESTRICT;
ALTER TABLE t_document ADD FOREIGN KEY (doc_iduser_c) REFERENCES t_user(use_id_c) ON UPDATE RESTRICT ON DELETE RESTRICT;
ALTER TABLE t_document_metadata ADD FOREIGN KEY (dme_iddocument_c) REFERENCES t_document(doc_id_c) ON UPDATE RESTRICT ON DELETE RESTRICT;
ALTER TABLE t_document_metadata ADD FOREIGN KEY (dme_idmetadata_c) REFERENCES t_metadata(met_id_c) ON UPDATE RESTRICT ON DELETE RESTRICT;
ALTER TABLE t_document_tag ADD FOREIGN KEY (dot_iddocument_c) REFERENCES t_document(doc_id_c) ON UPDATE RESTRICT ON DELETE RESTRICT;
ALTER TABLE t_document_tag ADD FOREIGN KEY (dot_idtag_c) REFERENCES t_tag(tag_id_c) ON UPDATE RESTRICT ON DELETE RESTRICT;
ALTER TABLE t_file ADD FOREIGN KEY (fil_iddoc_c) REFERENCES t_document(doc_id_c) ON UPDATE RESTRICT ON DELETE RESTRICT;
ALTER TABLE t_file ADD FOREIGN KEY (fil_iduser_c) REFERENCES t_user(use_id_c) ON UPDATE RESTRICT ON DELETE RESTRICT;
ALTER TABLE t_role_base_function ADD FOREIGN KEY (rbf_idbasefunction_c) REFERENCES t_base_function(baf_id_c) ON UPDATE RESTRICT ON DELETE RESTRICT;
ALTER TABLE t_role_base_function ADD FOREIGN KEY (rbf_idrole_c) REFERENCES t_role(rol_id_c) ON UPDATE RESTRICT ON DELETE RESTRICT;
ALTER TABLE t_route ADD FOREIGN KEY (rte_iddocument_c) REFERENCES t_document(doc_id_c) ON UPDATE RESTRICT ON DELETE RESTRICT;
ALTER TABLE t_route_step ADD FOREIGN KEY (rtp_idroute_c) REFERENCES t_route(rte_id_c) ON UPDATE RESTRICT ON DELETE RESTRICT;
ALTER TABLE t_route_step ADD FOREIGN KEY (rtp_idvalidatoruser_c) REFERENCES t_user(use_id_c) ON UPDATE RESTRICT ON DELETE RESTRICT;
ALTER TABLE t_tag ADD FOREIGN KEY (tag_iduser_c) REFERENCES t_user(use_id_c) ON UPDATE RESTRICT ON DELETE RESTRICT;
ALTER TABLE t_user ADD FOREIGN KEY (use_idrole_c) REFERENCES t_role(rol_id_c) ON UPDATE RESTRICT ON DELETE RESTRICT;
